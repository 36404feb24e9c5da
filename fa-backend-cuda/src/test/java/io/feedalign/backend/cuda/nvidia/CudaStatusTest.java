package io.feedalign.backend.cuda.nvidia;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CudaStatusTest {
  /** Nor does it ask the bindings for words, which could not be loaded here. */
  @Test
  void successSaysNothing() {
    assertDoesNotThrow(() -> CudaStatus.check(CudaStatus.SUCCESS, "doing nothing"));
  }

  @Test
  void memoryThatIsNotThereIsAboutResources() {
    FaException failure =
        CudaStatus.failure(2, "allocating 4096 bytes", "cudaErrorMemoryAllocation, out of memory");
    assertEquals(ErrorKind.RESOURCES, failure.kind());
    assertEquals(
        "CUDA failed while allocating 4096 bytes: cudaErrorMemoryAllocation, out of memory. Use a"
            + " smaller batch or network, or end what else uses the device (nvidia-smi).",
        failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 35, 46, 100, 101, 209, 214})
  void whatTheUserCanMendHasARemedy(int status) {
    FaException failure = CudaStatus.failure(status, "beginning", "name, words");
    assertEquals(ErrorKind.RESOURCES, failure.kind());
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.startsWith("CUDA failed while beginning: name, words. "), message);
    assertTrue(message.endsWith(".") || message.endsWith("nvidia-smi)."), message);
  }

  @Test
  void anIllegalAccessIsOurOwnFaultAndNamesTheKernel() {
    FaException failure =
        CudaStatus.failure(
            700, "launching kernel 'chain_3'", "cudaErrorIllegalAddress, an illegal access");
    assertEquals(ErrorKind.INTERNAL, failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains("kernel 'chain_3'"));
  }
}
