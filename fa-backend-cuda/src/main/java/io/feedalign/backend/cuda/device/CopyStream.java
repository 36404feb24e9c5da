package io.feedalign.backend.cuda.device;

/**
 * A second stream of a device, for uploads beside its work. The two know nothing of each other but
 * what is said here, and the host waits for neither.
 */
public interface CopyStream extends Uploads, AutoCloseable {
  /** Lets the device's work from here on wait for all uploads so far. */
  void join();

  /** Lets uploads from here on wait for all of the device's work so far. */
  void follow();

  /** Ends it; everything in it must be done. */
  @Override
  void close();
}
