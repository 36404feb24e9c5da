package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.LibraryCall;

/** A product by cuBLASLt. Its problem may be shared with other calls and is not closed with it. */
final class CublasLtCall implements LibraryCall {
  private final CublasLtProblem problem;
  private final CublasLtProblem.Algorithm algorithm;
  private final NvidiaStream stream;

  CublasLtCall(CublasLtProblem problem, CublasLtProblem.Algorithm algorithm, NvidiaStream stream) {
    this.problem = problem;
    this.algorithm = algorithm;
    this.stream = stream;
  }

  @Override
  public long workspaceBytes() {
    return algorithm.workspaceBytes();
  }

  @Override
  public String algorithm() {
    return "cuBLASLt " + algorithm.choice();
  }

  @Override
  public Runnable bind(long[] addresses, long workspace) {
    return problem.call(algorithm, addresses, workspace, stream.handle());
  }

  @Override
  public void close() {
    // nothing of its own
  }
}
