package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.spi.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaLadderTest {
  @TempDir Path root;

  private static Availability.Unavailable missing(CudaProbe probe) {
    return assertInstanceOf(Availability.Unavailable.class, new CudaLadder(probe).climb());
  }

  @Test
  void theFirstMissingRungIsTheReason() {
    assertEquals(
        List.of(
            "There are no CUDA bindings for linux-x86_64 on the class path.",
            "The NVIDIA driver is not installed: libcuda.so.1 was not found.",
            "The NVIDIA driver 579 is too old for CUDA 13, which needs 580.",
            "The NVIDIA driver is there, but no device was found.",
            "CUDA_VISIBLE_DEVICES hides every device from this process.",
            "CUDA 13's runtime was not found: there is no libcudart.so.13.",
            "NVRTC 13 was not found: there is no libnvrtc.so.13.",
            "cuBLASLt 13 was not found: there is no libcublasLt.so.13.",
            "cuDNN 9 was not found: there is no libcudnn.so.9."),
        IntStream.range(0, Machine.ALL).mapToObj(i -> missing(new Machine(i)).reason()).toList());
  }

  @Test
  void everyReasonHasARemedyOfOneSentence() {
    for (int rungs = 0; rungs < Machine.ALL; rungs++) {
      String remedy = missing(new Machine(rungs)).remedy();
      assertTrue(remedy.endsWith(", or use backend: onednn."), remedy);
      assertFalse(remedy.contains(". "), remedy);
    }
  }

  @Test
  void theWholeLadderIsAvailable() {
    Availability all = new CudaLadder(new Machine(Machine.ALL)).climb();
    assertEquals(new Availability.Available("CUDA 13 and cuDNN 9 on driver 580, 2 devices"), all);
  }

  /** A machine with a driver whose bindings are those of the class path. */
  private MachineProbe machine(String... libraries) throws IOException {
    Path folder = Files.createDirectories(root.resolve("lib"));
    for (String library : libraries) {
      Files.createFile(folder.resolve(library));
    }
    Files.createDirectories(root.resolve("dev"));
    Files.createFile(root.resolve("dev/nvidia0"));
    return new MachineProbe(root, Map.of("LD_LIBRARY_PATH", folder.toString()));
  }

  @Test
  void anOlderVersionIsNamed() throws IOException {
    assertEquals(
        "CUDA 13's runtime was not found: there is no libcudart.so.13, only CUDA 12.",
        missing(machine("libcuda.so.1", "libcudart.so.12")).reason());
  }

  @Test
  void anOlderConvolutionLibraryIsNamed() throws IOException {
    MachineProbe probe =
        machine(
            "libcuda.so.1",
            "libcudart.so.13",
            "libnvrtc.so.13",
            "libcublasLt.so.13",
            "libcudnn.so.8");
    assertEquals(
        "cuDNN 9 was not found: there is no libcudnn.so.9, only cuDNN 8.", missing(probe).reason());
    assertEquals(
        "Install cuDNN 9 for CUDA 13 or put its folder on LD_LIBRARY_PATH, or use backend: onednn.",
        missing(probe).remedy());
  }

  @Test
  void aDriverThatDoesNotTellItsVersionIsTakenAtItsWord() throws IOException {
    MachineProbe probe =
        machine(
            "libcuda.so.1",
            "libcudart.so.13",
            "libnvrtc.so.13",
            "libcublasLt.so.13",
            "libcudnn.so.9");
    assertEquals(
        new Availability.Available("CUDA 13 and cuDNN 9, 1 device"), new CudaLadder(probe).climb());
  }
}
