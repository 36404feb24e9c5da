package io.feedalign.bench.archfixture.datasets;

/** Speaks out of turn. */
public final class Prints {
  private Prints() {}

  /** Says so. */
  public static void speak(Exception failure) {
    System.out.println("found");
    failure.printStackTrace();
  }
}
