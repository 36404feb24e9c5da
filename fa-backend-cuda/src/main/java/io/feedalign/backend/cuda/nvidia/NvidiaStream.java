package io.feedalign.backend.cuda.nvidia;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/** A stream of a device, in which work is done in order and apart from all other streams. */
final class NvidiaStream implements AutoCloseable {
  private final CUstream_st stream;

  private NvidiaStream(CUstream_st stream) {
    this.stream = stream;
  }

  /** A new one on the current device. */
  static NvidiaStream open() {
    CUstream_st stream = new CUstream_st();
    CudaStatus.check(
        cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking), "opening a stream");
    return new NvidiaStream(stream);
  }

  /** What CUDA's own calls take. */
  CUstream_st handle() {
    return stream;
  }

  /** Waits until everything enqueued is done. */
  void synchronize() {
    CudaStatus.check(cudart.cudaStreamSynchronize(stream), "waiting for the device");
  }

  @Override
  public void close() {
    CudaStatus.check(cudart.cudaStreamDestroy(stream), "closing a stream");
  }
}
