package io.feedalign.backend.cuda.device;

/** Compiled kernels, found by name. Every parameter of every kernel is a pointer. */
public interface KernelModule extends AutoCloseable {
  /**
   * A kernel of it, ready to be enqueued again and again with the same operands.
   *
   * @param addresses the arguments in order
   */
  Runnable launch(String kernel, LaunchShape shape, long[] addresses);

  @Override
  void close();
}
