package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.error.FaException;
import io.feedalign.tensor.DType;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;

/**
 * A product in the words of cuBLASLt, as data. The library thinks in columns, and a matrix of rows
 * is the transposed matrix of columns with the same bytes; so it is asked for the transposed
 * product, op(b) transposed by op(a) transposed, and the job's b comes first.
 *
 * <p>A bias has one number for each column of rows, and is f32, as the result is. For the library
 * these are rows, along which it expects one of the result's type.
 *
 * @param compute a {@code CUBLAS_COMPUTE_...}
 * @param epilogue a {@code CUBLASLT_EPILOGUE_...}
 * @param first the matrix that lies in the job's b
 * @param second the matrix that lies in the job's a
 * @param result the matrix that lies in the job's output
 */
record ProductDescription(int compute, int epilogue, Matrix first, Matrix second, Matrix result) {
  /**
   * A matrix in columns.
   *
   * @param type a {@code CUDA_R_...}
   * @param leading elements from one column to the next
   * @param transposed whether the product takes it transposed
   */
  record Matrix(int type, long rows, long columns, long leading, boolean transposed) {}

  /** Whether there is a bias. */
  boolean biased() {
    return epilogue == cublas.CUBLASLT_EPILOGUE_BIAS;
  }

  /** The description of a job. */
  static ProductDescription of(ProductJob job, NvidiaMath math) {
    boolean rounded = math.tf32() && job.a() == DType.F32;
    return new ProductDescription(
        rounded ? cublas.CUBLAS_COMPUTE_32F_FAST_TF32 : cublas.CUBLAS_COMPUTE_32F,
        job.biased() ? cublas.CUBLASLT_EPILOGUE_BIAS : cublas.CUBLASLT_EPILOGUE_DEFAULT,
        rows(job.b(), job.inner(), job.columns(), job.transposeB()),
        rows(job.a(), job.rows(), job.inner(), job.transposeA()),
        rows(job.output(), job.rows(), job.columns(), false));
  }

  /**
   * A matrix of rows seen as one of columns.
   *
   * @param rows after transposing, if it is transposed
   */
  private static Matrix rows(DType type, long rows, long columns, boolean transposed) {
    long height = transposed ? columns : rows;
    long width = transposed ? rows : columns;
    return new Matrix(dataType(type), width, height, width, transposed);
  }

  private static int dataType(DType type) {
    return switch (type) {
      case F32 -> cudart.CUDA_R_32F;
      case BF16 -> cudart.CUDA_R_16BF;
      case I32, U8 -> throw FaException.internal("A product cannot have elements of " + type);
    };
  }
}
