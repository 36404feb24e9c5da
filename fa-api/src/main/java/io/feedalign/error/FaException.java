package io.feedalign.error;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of feedalign. Its message names the thing, the value, what is allowed and what
 * to do; {@link #kind()} says who has to do it.
 *
 * <pre>{@code
 * throw FaException.user("Unknown rule 'usff'. Available: bp, fa, usf. Did you mean 'usf'?");
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class FaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;

  /** An error of the given kind, with the failure that caused it, if there was one. */
  public FaException(ErrorKind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** A mistake that the user can mend. */
  public static FaException user(String message) {
    return new FaException(ErrorKind.USER, message, null);
  }

  /** A plugin that broke its contract. */
  public static FaException plugin(String message) {
    return new FaException(ErrorKind.PLUGIN, message, null);
  }

  /** Memory, disk, a device or a native library that is missing or too small. */
  public static FaException resources(String message) {
    return new FaException(ErrorKind.RESOURCES, message, null);
  }

  /** A bug in feedalign itself. */
  public static FaException internal(String message) {
    return new FaException(ErrorKind.INTERNAL, message, null);
  }

  /** Who has to act. */
  public ErrorKind kind() {
    return kind;
  }
}
