package io.feedalign.bench.macro;

/** Something whose runs are timed one by one. */
public interface Contender extends AutoCloseable {
  /** Its name in tables. */
  String label();

  /** Does it once. */
  void run();

  @Override
  default void close() {}
}
