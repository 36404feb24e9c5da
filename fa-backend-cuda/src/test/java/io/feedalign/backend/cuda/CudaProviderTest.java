package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.Settings;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CudaProviderTest {
  /** A machine that has the first so many rungs: bindings, driver, device, cuDNN. */
  private record Machine(int rungs) implements CudaProbe {
    @Override
    public String platform() {
      return "linux-x86_64";
    }

    @Override
    public boolean bindings() {
      return rungs > 0;
    }

    @Override
    public boolean driver() {
      return rungs > 1;
    }

    @Override
    public int devices() {
      return rungs > 2 ? 1 : 0;
    }

    @Override
    public boolean cudnn() {
      return rungs > 3;
    }
  }

  private static String reason(int rungs) {
    Availability found = new CudaProvider(new Machine(rungs)).availability();
    return assertInstanceOf(Availability.Unavailable.class, found).reason();
  }

  @Test
  void theFirstMissingRungIsTheReason() {
    assertEquals("There are no CUDA bindings for linux-x86_64 on the class path.", reason(0));
    assertEquals("The NVIDIA driver is not installed: libcuda.so.1 was not found.", reason(1));
    assertEquals("The NVIDIA driver is there, but no device was found.", reason(2));
    assertEquals("cuDNN 9 was not found: there is no libcudnn.so.9.", reason(3));
  }

  @Test
  void aMachineWithEverythingIsToldThatKernelsAreMissing() {
    assertEquals("This version of feedalign has no CUDA kernels yet.", reason(4));
  }

  @Test
  void creatingOneIsRefusedByNameWithTheReasonAndARemedy() {
    CudaProvider provider = new CudaProvider(new Machine(2));
    Settings none = provider.settings().defaults();
    FaException refusal = assertThrows(FaException.class, () -> provider.create(none));
    assertEquals(ErrorKind.RESOURCES, refusal.kind());
    assertEquals(
        "Backend 'cuda' is unavailable: The NVIDIA driver is there, but no device was found."
            + " Remedy: Check nvidia-smi, or in a container pass the devices through, or use"
            + " backend: onednn.",
        refusal.getMessage());
  }

  @Test
  void thisMachineGetsAReasonToo() {
    Availability here = new CudaProvider().availability();
    String reason = assertInstanceOf(Availability.Unavailable.class, here).reason();
    assertTrue(reason.endsWith("."), reason);
  }

  @Test
  void itIsFoundAsAService() {
    assertTrue(
        ServiceLoader.load(BackendProvider.class).stream()
            .anyMatch(found -> found.type() == CudaProvider.class));
  }
}
