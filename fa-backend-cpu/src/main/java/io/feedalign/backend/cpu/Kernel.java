package io.feedalign.backend.cpu;

/** One bound instruction: it knows its operands' places and only has to run. */
@FunctionalInterface
public interface Kernel {
  /** Computes. Allocates nothing and looks nothing up. */
  void run();

  /** Bytes of Java's memory that it keeps from run to run. */
  default long held() {
    return 0;
  }
}
