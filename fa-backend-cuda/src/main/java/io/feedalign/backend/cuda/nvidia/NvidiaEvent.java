package io.feedalign.backend.cuda.nvidia;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.global.cudart;

/** A mark in one stream that another waits for. */
final class NvidiaEvent implements AutoCloseable {
  private final CUevent_st event;

  private NvidiaEvent(CUevent_st event) {
    this.event = event;
  }

  /** A new one on the current device. */
  static NvidiaEvent open() {
    CUevent_st event = new CUevent_st();
    CudaStatus.check(
        cudart.cudaEventCreateWithFlags(event, cudart.cudaEventDisableTiming), "making an event");
    return new NvidiaEvent(event);
  }

  /** Lets what is enqueued in one stream from here on wait for all that is in another so far. */
  void between(NvidiaStream earlier, NvidiaStream later) {
    CudaStatus.check(cudart.cudaEventRecord(event, earlier.handle()), "marking a stream");
    CudaStatus.check(cudart.cudaStreamWaitEvent(later.handle(), event, 0), "letting streams wait");
  }

  @Override
  public void close() {
    CudaStatus.check(cudart.cudaEventDestroy(event), "closing an event");
  }
}
