package io.feedalign.backend.cuda.device;

/** A call into one of the vendor's libraries whose algorithm was chosen for its job. */
public interface LibraryCall extends AutoCloseable {
  /** Bytes of workspace that it needs, aligned to 256. */
  long workspaceBytes();

  /** What was chosen, in one line, for profiles and records. */
  String algorithm();

  /**
   * The call, ready to be enqueued again and again.
   *
   * @param addresses the job's operands in its order: two inputs, the output
   * @param workspace where its workspace begins; anything if it needs none
   */
  Runnable bind(long[] addresses, long workspace);

  @Override
  void close();
}
