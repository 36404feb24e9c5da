package io.feedalign.backend.cuda.nvidia;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.global.cudart;

/** Measures on the device itself what is enqueued between two marks in a stream. */
final class Stopwatch implements Contest.Clock, AutoCloseable {
  private final NvidiaStream stream;
  private final CUevent_st start = new CUevent_st();
  private final CUevent_st end = new CUevent_st();

  /** One for a stream. */
  Stopwatch(NvidiaStream stream) {
    this.stream = stream;
    CudaStatus.check(cudart.cudaEventCreate(start), "making an event");
    CudaStatus.check(cudart.cudaEventCreate(end), "making an event");
  }

  @Override
  public double time(Runnable work) {
    CudaStatus.check(cudart.cudaEventRecord(start, stream.handle()), "marking the start");
    work.run();
    CudaStatus.check(cudart.cudaEventRecord(end, stream.handle()), "marking the end");
    CudaStatus.check(cudart.cudaEventSynchronize(end), "measuring algorithms");
    float[] milliseconds = new float[1];
    CudaStatus.check(
        cudart.cudaEventElapsedTime(milliseconds, start, end), "reading the stopwatch");
    return milliseconds[0];
  }

  @Override
  public void close() {
    cudart.cudaEventDestroy(start);
    cudart.cudaEventDestroy(end);
  }
}
