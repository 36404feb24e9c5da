package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.LibraryCall;
import java.util.ArrayList;
import java.util.List;

/** A convolution by cuDNN. Its plan may be shared with other calls and is not closed with it. */
final class CudnnCall implements LibraryCall {
  private final CudnnPlan plan;
  private final List<Long> tensors;
  private final String algorithm;
  private final List<CudnnDescriptor> packs = new ArrayList<>();

  /**
   * A call.
   *
   * @param tensors the graph's numbers of the job's operands
   * @param algorithm the plan in words
   */
  CudnnCall(CudnnPlan plan, List<Long> tensors, String algorithm) {
    this.plan = plan;
    this.tensors = tensors;
    this.algorithm = algorithm;
  }

  @Override
  public long workspaceBytes() {
    return plan.workspaceBytes();
  }

  @Override
  public String algorithm() {
    return algorithm;
  }

  @Override
  public Runnable bind(long[] addresses, long workspace) {
    long place = plan.workspaceBytes() == 0 ? 0 : workspace;
    CudnnDescriptor pack = CudnnPlan.pack(tensors, addresses, place);
    packs.add(pack);
    String doing = "running a convolution by " + algorithm;
    return () -> plan.run(pack, doing);
  }

  @Override
  public void close() {
    packs.forEach(CudnnDescriptor::close);
    packs.clear();
  }
}
