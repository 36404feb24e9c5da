package io.feedalign.backend.cuda.nvidia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.ConvolutionJob.Verb;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.error.ErrorKind;
import io.feedalign.ir.Geometry;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudnn;
import org.junit.jupiter.api.Test;

class LibraryTextsTest {
  private static final ProductJob PRODUCT =
      new ProductJob(128, 10, 64, false, true, DType.BF16, DType.BF16, DType.F32);

  @Test
  void aJobIsOneLineThatSaysEverything() {
    Geometry window =
        new Geometry(
            new Geometry.Pair(3, 2),
            new Geometry.Pair(2, 1),
            new Geometry.Padding(0, 1, 2, 3),
            new Geometry.Pair(1, 2),
            2);
    Shape image = Shape.of(2, 6, 9, 7);
    ConvolutionJob job =
        new ConvolutionJob(
            Verb.CORRELATE,
            window,
            image,
            Shape.of(4, 3, 3, 2),
            window.outputShape(image, 4),
            DType.BF16,
            DType.F32);
    assertEquals(
        "correlate image [2x6x9x7] weight [4x3x3x2] signal [2x4x5x9] stride 2x1 padding 0,1,2,3"
            + " dilation 1x2 groups 2 bf16 to f32",
        JobText.of(job));
    assertEquals("product 128x64 by 64x10 transposed bf16 and bf16 to f32", JobText.of(PRODUCT));
    assertEquals(
        "product 128x64 by 64x10 transposed bf16 and bf16 to f32 plus bias",
        JobText.of(PRODUCT.withBias(true)));
  }

  @Test
  void versionsReadAsEverywhereElse() {
    assertEquals("cuDNN 9.19.0", CudnnConvolutions.version(91_900));
    assertEquals("cuDNN 9.8.1", CudnnConvolutions.version(90_801));
    assertEquals("cuBLASLt 13.2.1", CublasLtProducts.version(130_201));
  }

  @Test
  void aProductWithoutAlgorithmIsRefusedInOneSentence() {
    assertEquals(
        "cuBLASLt has no algorithm with at most 256 MiB of workspace for product 128x64 by 64x10"
            + " transposed bf16 and bf16 to f32 (math: bf16, deterministic: true); use another"
            + " precision or backend: onednn.",
        CublasLtProducts.refusal(PRODUCT, "math: bf16, deterministic: true"));
  }

  @Test
  void onlyShortMemoryIsTheMachinesFault() {
    assertEquals(
        ErrorKind.RESOURCES,
        CudnnStatus.failure(cudnn.CUDNN_STATUS_ALLOC_FAILED, "trying", "no memory").kind());
    assertEquals(
        ErrorKind.INTERNAL,
        CudnnStatus.failure(cudnn.CUDNN_STATUS_BAD_PARAM, "trying", "bad").kind());
    assertEquals(
        "cuBLASLt failed while running a product: not supported.",
        CublasStatus.failure(
                cublas.CUBLAS_STATUS_NOT_SUPPORTED, "running a product", "not supported")
            .getMessage());
  }
}
