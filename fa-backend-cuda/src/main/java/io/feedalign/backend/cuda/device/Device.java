package io.feedalign.backend.cuda.device;

import java.nio.ByteBuffer;

/**
 * One GPU, as far as programs need it: a flat memory, kernels compiled from source, library calls,
 * and one stream in which all work happens in order. Uploads may go beside it, in {@link #copies}.
 *
 * <p>Addresses are the device's own and mean nothing on the host. Not safe for several threads.
 */
public interface Device extends Uploads, AutoCloseable {
  /** What it is. */
  DeviceTraits traits();

  /**
   * Zeroed device memory, aligned to 256 bytes.
   *
   * @throws io.feedalign.error.FaException (RESOURCES) naming the bytes and what is free
   */
  long allocate(long bytes);

  /** Gives memory back. */
  void free(long address);

  /** Host memory that copies read and write fastest (page-locked); native byte order. */
  PinnedBlock pinned(long bytes);

  /**
   * Copies from the device into what remains of pinned memory, position to limit, and waits until
   * it is there.
   */
  void download(long address, ByteBuffer pinned);

  /** Copies on the device, in stream order. */
  void copy(long from, long to, long bytes);

  /** Opens a stream for uploads that do not wait for the device's work. */
  CopyStream copies();

  /**
   * Kernels compiled from one source text; compiled results are kept by the text's digest.
   *
   * @throws io.feedalign.error.FaException (INTERNAL) with the compiler's log
   */
  KernelModule compile(String source);

  /** A convolution with its algorithm chosen. */
  LibraryCall convolution(ConvolutionJob job);

  /** A matrix product with its algorithm chosen. */
  LibraryCall product(ProductJob job);

  /** What the work enqueues, as one graph, without running it. */
  Graph capture(Runnable work);

  @Override
  void close();
}
