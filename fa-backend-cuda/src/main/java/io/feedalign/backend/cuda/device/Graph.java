package io.feedalign.backend.cuda.device;

/** Captured work that is enqueued as a whole. */
public interface Graph extends AutoCloseable {
  /** Enqueues it; returns before it is done. */
  void launch();

  @Override
  void close();
}
