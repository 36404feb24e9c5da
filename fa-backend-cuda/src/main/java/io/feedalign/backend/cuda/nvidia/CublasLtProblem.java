package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.nvidia.ProductDescription.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.cuda.cublas.cublasLtContext;
import org.bytedeco.cuda.cublas.cublasLtMatmulAlgo_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulDescOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulHeuristicResult_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulPreferenceOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatrixLayoutOpaque_t;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;

/** A product described to cuBLASLt. The descriptions are plain memory of this process. */
final class CublasLtProblem implements AutoCloseable {
  private static final long ALIGNMENT = 256;

  private final cublasLtContext library;
  private final cublasLtMatmulDescOpaque_t product = new cublasLtMatmulDescOpaque_t();
  private final cublasLtMatrixLayoutOpaque_t first;
  private final cublasLtMatrixLayoutOpaque_t second;
  private final cublasLtMatrixLayoutOpaque_t result;
  private final boolean biased;
  // Some heuristics want to see where the bias lies: any place that is as aligned as all are.
  private final LongPointer bias = new LongPointer(new long[] {ALIGNMENT});
  private final FloatPointer one = new FloatPointer(new float[] {1});
  private final FloatPointer zero = new FloatPointer(new float[] {0});

  CublasLtProblem(cublasLtContext library, ProductDescription description) {
    this.library = library;
    CublasStatus.check(
        cublas.cublasLtMatmulDescInit(product, description.compute(), cudart.CUDA_R_32F),
        "describing a product");
    transpose(cublas.CUBLASLT_MATMUL_DESC_TRANSA, description.first());
    transpose(cublas.CUBLASLT_MATMUL_DESC_TRANSB, description.second());
    biased = description.biased();
    if (biased) {
      set(cublas.CUBLASLT_MATMUL_DESC_EPILOGUE, description.epilogue(), "asking for a bias");
      setBias(ALIGNMENT);
    }
    first = layout(description.first());
    second = layout(description.second());
    result = layout(description.result());
  }

  private void transpose(int attribute, Matrix matrix) {
    int way = matrix.transposed() ? cublas.CUBLAS_OP_T : cublas.CUBLAS_OP_N;
    set(attribute, way, "transposing an operand");
  }

  private void set(int attribute, int value, String doing) {
    try (IntPointer given = new IntPointer(new int[] {value})) {
      CublasStatus.check(
          cublas.cublasLtMatmulDescSetAttribute(product, attribute, given, Integer.BYTES), doing);
    }
  }

  /** Allocates nothing: it happens before every product that has one. */
  private void setBias(long address) {
    bias.put(0, address);
    CublasStatus.check(
        cublas.cublasLtMatmulDescSetAttribute(
            product, cublas.CUBLASLT_MATMUL_DESC_BIAS_POINTER, bias, Long.BYTES),
        "placing a bias");
  }

  private static cublasLtMatrixLayoutOpaque_t layout(Matrix matrix) {
    cublasLtMatrixLayoutOpaque_t layout = new cublasLtMatrixLayoutOpaque_t();
    CublasStatus.check(
        cublas.cublasLtMatrixLayoutInit(
            layout, matrix.type(), matrix.rows(), matrix.columns(), matrix.leading()),
        "describing a matrix");
    return layout;
  }

  /** An algorithm that can do the product, and the workspace that it needs. */
  record Algorithm(cublasLtMatmulAlgo_t handle, long workspaceBytes) {
    /** Its bytes, to be kept. */
    ProductChoice choice() {
      List<Long> words = new ArrayList<>();
      for (int i = 0; i < ProductChoice.WORDS; i++) {
        words.add(handle.data(i));
      }
      return new ProductChoice(words);
    }
  }

  /**
   * What cuBLASLt proposes, best first. Parts of one sum are added in the type of the sum and in a
   * fixed order, or not at all.
   */
  List<Algorithm> proposals(int most) {
    try (cublasLtMatmulPreferenceOpaque_t wishes = new cublasLtMatmulPreferenceOpaque_t();
        cublasLtMatmulHeuristicResult_t found = new cublasLtMatmulHeuristicResult_t(most)) {
      wish(wishes);
      int[] count = new int[1];
      int status =
          cublas.cublasLtMatmulAlgoGetHeuristic(
              library, product, first, second, result, result, wishes, most, found, count);
      if (status == cublas.CUBLAS_STATUS_NOT_SUPPORTED) {
        return List.of();
      }
      CublasStatus.check(status, "looking for algorithms");
      List<Algorithm> algorithms = new ArrayList<>();
      for (int i = 0; i < count[0]; i++) {
        cublasLtMatmulHeuristicResult_t proposal = found.getPointer(i);
        if (proposal.state() == cublas.CUBLAS_STATUS_SUCCESS) {
          algorithms.add(new Algorithm(copy(proposal.algo()), proposal.workspaceSize()));
        }
      }
      return algorithms;
    }
  }

  private static void wish(cublasLtMatmulPreferenceOpaque_t wishes) {
    CublasStatus.check(cublas.cublasLtMatmulPreferenceInit(wishes), "describing wishes");
    try (LongPointer bytes = new LongPointer(new long[] {LibraryRoom.WORKSPACE_BYTES});
        IntPointer schemes =
            new IntPointer(new int[] {cublas.CUBLASLT_REDUCTION_SCHEME_COMPUTE_TYPE})) {
      CublasStatus.check(
          cublas.cublasLtMatmulPreferenceSetAttribute(
              wishes, cublas.CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, bytes, Long.BYTES),
          "limiting the workspace");
      CublasStatus.check(
          cublas.cublasLtMatmulPreferenceSetAttribute(
              wishes, cublas.CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK, schemes, Integer.BYTES),
          "limiting how sums are split");
    }
  }

  private static cublasLtMatmulAlgo_t copy(cublasLtMatmulAlgo_t other) {
    cublasLtMatmulAlgo_t algorithm = new cublasLtMatmulAlgo_t();
    for (int i = 0; i < ProductChoice.WORDS; i++) {
      algorithm.data(i, other.data(i));
    }
    return algorithm;
  }

  /** The algorithm of a choice that was kept; nothing if this library cannot follow it. */
  Optional<Algorithm> kept(ProductChoice choice) {
    cublasLtMatmulAlgo_t algorithm = new cublasLtMatmulAlgo_t();
    for (int i = 0; i < ProductChoice.WORDS; i++) {
      algorithm.data(i, choice.words().get(i));
    }
    try (cublasLtMatmulHeuristicResult_t checked = new cublasLtMatmulHeuristicResult_t()) {
      int status =
          cublas.cublasLtMatmulAlgoCheck(
              library, product, first, second, result, result, algorithm, checked);
      boolean able =
          status == cublas.CUBLAS_STATUS_SUCCESS
              && checked.workspaceSize() <= LibraryRoom.WORKSPACE_BYTES;
      return able
          ? Optional.of(new Algorithm(algorithm, checked.workspaceSize()))
          : Optional.empty();
    }
  }

  /**
   * The product, ready to be enqueued; it allocates and waits for nothing.
   *
   * @param addresses a, b, the bias if there is one, and output of the job
   */
  Runnable call(Algorithm algorithm, long[] addresses, long workspace, CUstream_st stream) {
    if (!biased) {
      return multiply(algorithm, addresses, workspace, stream);
    }
    long[] others = {addresses[0], addresses[1], addresses[3]};
    Runnable multiplied = multiply(algorithm, others, workspace, stream);
    long added = addresses[2];
    return () -> {
      setBias(added);
      multiplied.run();
    };
  }

  private Runnable multiply(
      Algorithm algorithm, long[] addresses, long workspace, CUstream_st stream) {
    DevicePointer a = new DevicePointer(addresses[0]);
    DevicePointer b = new DevicePointer(addresses[1]);
    DevicePointer output = new DevicePointer(addresses[2]);
    DevicePointer room = new DevicePointer(algorithm.workspaceBytes == 0 ? 0 : workspace);
    return () ->
        CublasStatus.check(
            cublas.cublasLtMatmul(
                library,
                product,
                one,
                b,
                first,
                a,
                second,
                zero,
                output,
                result,
                output,
                result,
                algorithm.handle,
                room,
                algorithm.workspaceBytes,
                stream),
            "running a product");
  }

  @Override
  public void close() {
    product.close();
    first.close();
    second.close();
    result.close();
    bias.close();
    one.close();
    zero.close();
  }
}
