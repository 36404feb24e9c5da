package io.feedalign.backend.cuda.nvidia;

import java.util.List;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.global.cudnn;

/** An engine made ready for its graph: it can be run on any addresses. */
final class CudnnPlan implements AutoCloseable {
  private final cudnnContext library;
  private final CudnnCandidate candidate;
  private final EngineChoice choice;
  private final CudnnDescriptor plan;
  private final long workspaceBytes;

  private CudnnPlan(cudnnContext library, CudnnCandidate candidate, CudnnDescriptor plan) {
    this.library = library;
    this.candidate = candidate;
    this.plan = plan;
    choice = candidate.choice();
    workspaceBytes = plan.integer(cudnn.CUDNN_ATTR_EXECUTION_PLAN_WORKSPACE_SIZE);
  }

  /** The plan of a candidate, which belongs to it from now on, also if this fails. */
  static CudnnPlan build(cudnnContext library, CudnnCandidate candidate) {
    CudnnDescriptor plan =
        CudnnDescriptor.create("EXECUTION_PLAN", cudnn.CUDNN_BACKEND_EXECUTION_PLAN_DESCRIPTOR);
    try {
      plan.library(cudnn.CUDNN_ATTR_EXECUTION_PLAN_HANDLE, library);
      plan.descriptors(
          cudnn.CUDNN_ATTR_EXECUTION_PLAN_ENGINE_CONFIG, List.of(candidate.configuration()));
      plan.finish();
      return new CudnnPlan(library, candidate, plan);
    } catch (RuntimeException | Error failure) {
      plan.close();
      candidate.close();
      throw failure;
    }
  }

  long workspaceBytes() {
    return workspaceBytes;
  }

  /** The engine and its knobs, to be kept. */
  EngineChoice choice() {
    return choice;
  }

  /**
   * Addresses for a run, to be closed after the last one.
   *
   * @param tensors the graph's numbers of the tensors
   * @param addresses theirs, in the same order
   */
  static CudnnDescriptor pack(List<Long> tensors, long[] addresses, long workspace) {
    CudnnDescriptor pack =
        CudnnDescriptor.create("VARIANT_PACK", cudnn.CUDNN_BACKEND_VARIANT_PACK_DESCRIPTOR);
    try {
      pack.addresses(cudnn.CUDNN_ATTR_VARIANT_PACK_DATA_POINTERS, addresses);
      pack.integers(
          cudnn.CUDNN_ATTR_VARIANT_PACK_UNIQUE_IDS,
          tensors.stream().mapToLong(Long::longValue).toArray());
      pack.addresses(cudnn.CUDNN_ATTR_VARIANT_PACK_WORKSPACE, workspace);
      return pack.finish();
    } catch (RuntimeException | Error failure) {
      pack.close();
      throw failure;
    }
  }

  /**
   * Enqueues a run on these addresses; allocates and waits for nothing.
   *
   * @param doing for the error, if there is one
   */
  void run(CudnnDescriptor pack, String doing) {
    CudnnStatus.check(cudnn.cudnnBackendExecute(library, plan.handle(), pack.handle()), doing);
  }

  @Override
  public void close() {
    plan.close();
    candidate.close();
  }
}
