package io.feedalign.datasets.image;

/**
 * A picture that cannot be used; the message is the end of a sentence that begins with its name.
 */
public final class BadPicture extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong, such as {@code "is cut off: it has no end marker"}. */
  public BadPicture(String what) {
    super(what);
  }

  /** What is wrong, as something below us found out. */
  public BadPicture(String what, Throwable cause) {
    super(what, cause);
  }

  /** The end of the sentence. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
