package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.Graph;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.global.cudart;

/** A CUDA graph, ready to be launched. */
final class NvidiaGraph implements Graph {
  private final CUgraphExec_st graph;
  private final NvidiaStream stream;

  private NvidiaGraph(CUgraphExec_st graph, NvidiaStream stream) {
    this.graph = graph;
    this.stream = stream;
  }

  /** What the work puts into a stream, which does not run it. */
  static NvidiaGraph capture(Runnable work, NvidiaStream stream) {
    // Relaxed: libraries load the code of a kernel when it is first used, which allocates memory.
    CudaStatus.check(
        cudart.cudaStreamBeginCapture(stream.handle(), cudart.cudaStreamCaptureModeRelaxed),
        "beginning a graph");
    CUgraph_st captured = new CUgraph_st();
    try {
      work.run();
    } catch (RuntimeException | Error failure) {
      cudart.cudaStreamEndCapture(stream.handle(), captured);
      destroy(captured);
      throw failure;
    }
    CudaStatus.check(
        cudart.cudaStreamEndCapture(stream.handle(), captured), "ending the capture of a graph");
    try {
      CUgraphExec_st graph = new CUgraphExec_st();
      CudaStatus.check(cudart.cudaGraphInstantiate(graph, captured, 0), "preparing a graph");
      CudaStatus.check(cudart.cudaGraphUpload(graph, stream.handle()), "uploading a graph");
      return new NvidiaGraph(graph, stream);
    } finally {
      destroy(captured);
    }
  }

  private static void destroy(CUgraph_st captured) {
    if (!captured.isNull()) {
      cudart.cudaGraphDestroy(captured);
    }
  }

  @Override
  public void launch() {
    CudaStatus.check(cudart.cudaGraphLaunch(graph, stream.handle()), "launching a graph");
  }

  @Override
  public void close() {
    CudaStatus.check(cudart.cudaGraphExecDestroy(graph), "closing a graph");
  }
}
