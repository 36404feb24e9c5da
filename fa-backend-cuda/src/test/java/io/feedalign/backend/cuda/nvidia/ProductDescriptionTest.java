package io.feedalign.backend.cuda.nvidia;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.backend.cuda.nvidia.ProductDescription.Matrix;
import io.feedalign.error.FaException;
import io.feedalign.tensor.DType;
import java.util.Random;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductDescriptionTest {
  private static final NvidiaMath EXACT = new NvidiaMath(false, true);
  private static final NvidiaMath ROUNDED = new NvidiaMath(true, true);

  private static ProductJob job(boolean transposeA, boolean transposeB, DType type) {
    return new ProductJob(3, 5, 4, transposeA, transposeB, type, type, DType.F32);
  }

  @Test
  void aDenseLayerIsTheTransposedProductInColumns() {
    ProductDescription description = ProductDescription.of(job(false, true, DType.BF16), ROUNDED);
    assertEquals(cublas.CUBLAS_COMPUTE_32F, description.compute());
    assertEquals(new Matrix(cudart.CUDA_R_16BF, 4, 5, 4, true), description.first());
    assertEquals(new Matrix(cudart.CUDA_R_16BF, 4, 3, 4, false), description.second());
    assertEquals(new Matrix(cudart.CUDA_R_32F, 5, 3, 5, false), description.result());
  }

  /** What are columns here are rows there, and a bias has one number for each of them. */
  @Test
  void aBiasGoesAlongTheRowsOfTheLibrarysResult() {
    ProductJob plain = job(false, true, DType.BF16);
    ProductDescription description = ProductDescription.of(plain.withBias(true), EXACT);
    assertEquals(cublas.CUBLASLT_EPILOGUE_BIAS, description.epilogue());
    assertEquals(plain.columns(), description.result().rows());
    assertEquals(cudart.CUDA_R_32F, description.result().type());
    assertEquals(cublas.CUBLASLT_EPILOGUE_DEFAULT, ProductDescription.of(plain, EXACT).epilogue());
    assertThrows(
        FaException.class,
        () ->
            new ProductJob(1, 1, 1, false, false, DType.BF16, DType.BF16, DType.BF16)
                .withBias(true));
  }

  @Test
  void onlySinglesAreRoundedAndOnlyIfAsked() {
    assertEquals(
        cublas.CUBLAS_COMPUTE_32F,
        ProductDescription.of(job(false, false, DType.F32), EXACT).compute());
    assertEquals(
        cublas.CUBLAS_COMPUTE_32F_FAST_TF32,
        ProductDescription.of(job(false, false, DType.F32), ROUNDED).compute());
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void whatTheLibraryIsAskedForIsTheProductOfTheRows(boolean transposeA, boolean transposeB) {
    ProductJob job = job(transposeA, transposeB, DType.F32);
    double[] a = numbers(job.rows() * job.inner());
    double[] b = numbers(job.inner() * job.columns());
    assertArrayEquals(byRows(job, a, b), byColumns(ProductDescription.of(job, EXACT), b, a), 1e-12);
  }

  /** As the job says it. */
  private static double[] byRows(ProductJob job, double[] a, double[] b) {
    double[] product = new double[job.rows() * job.columns()];
    for (int i = 0; i < job.rows(); i++) {
      for (int j = 0; j < job.columns(); j++) {
        for (int k = 0; k < job.inner(); k++) {
          double left = job.transposeA() ? a[k * job.rows() + i] : a[i * job.inner() + k];
          double right = job.transposeB() ? b[j * job.inner() + k] : b[k * job.columns() + j];
          product[i * job.columns() + j] += left * right;
        }
      }
    }
    return product;
  }

  /** As cuBLASLt does it: columns, and op(A) of the result's rows by the inner size. */
  private static double[] byColumns(ProductDescription asked, double[] first, double[] second) {
    Matrix result = asked.result();
    long inner = asked.first().transposed() ? asked.first().rows() : asked.first().columns();
    double[] product = new double[(int) (result.leading() * result.columns())];
    for (int i = 0; i < result.rows(); i++) {
      for (int j = 0; j < result.columns(); j++) {
        for (int k = 0; k < inner; k++) {
          product[(int) (j * result.leading() + i)] +=
              at(asked.first(), first, i, k) * at(asked.second(), second, k, j);
        }
      }
    }
    return product;
  }

  private static double at(Matrix matrix, double[] numbers, int row, int column) {
    int i = matrix.transposed() ? column : row;
    int j = matrix.transposed() ? row : column;
    if (i >= matrix.rows() || j >= matrix.columns()) {
      throw new IndexOutOfBoundsException(matrix + " has no " + row + ", " + column);
    }
    return numbers[(int) (j * matrix.leading() + i)];
  }

  private static double[] numbers(int count) {
    return new Random(count).doubles(count).toArray();
  }
}
