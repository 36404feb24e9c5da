package io.feedalign.bench.archfixture.backend.cpu;

/** One bound instruction. */
public interface Kernel {
  /** Computes. */
  void run();
}
