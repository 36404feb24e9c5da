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
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CudaProviderTest {
  @Test
  void creatingOneIsRefusedByNameWithTheReasonAndARemedy() {
    CudaProvider provider = new CudaProvider(new Machine(3));
    Settings none = provider.settings().defaults();
    FaException refusal = assertThrows(FaException.class, () -> provider.create(none));
    assertEquals(ErrorKind.RESOURCES, refusal.kind());
    assertEquals(
        "Backend 'cuda' is unavailable: The NVIDIA driver is there, but no device was found."
            + " Remedy: Check nvidia-smi, or in a container pass the devices through, or use"
            + " backend: onednn.",
        refusal.getMessage());
  }

  /** Everything seems to be there, but none of it can be loaded. */
  @Test
  void librariesThatDoNotLoadAreASentenceToo() {
    if (new CudaProvider().availability() instanceof Availability.Available) {
      return; // they do load here
    }
    CudaProvider provider = new CudaProvider(new Machine(Machine.ALL));
    Settings none = provider.settings().defaults();
    FaException refusal = assertThrows(FaException.class, () -> provider.create(none));
    assertEquals(ErrorKind.RESOURCES, refusal.kind());
    assertTrue(
        String.valueOf(refusal.getMessage())
            .startsWith("Backend 'cuda' is unavailable: its libraries do not load here ("),
        refusal.getMessage());
  }

  @Test
  void itsSettingsAreExactAndRepeatableUnlessAskedOtherwise() {
    Settings defaults = new CudaProvider().settings().defaults();
    assertEquals(Map.of("device", 0L, "math", "f32", "deterministic", true), defaults.toMap());
    assertThrows(
        FaException.class, () -> new CudaProvider().settings().settings(Map.of("math", "f16")));
  }

  @Test
  void itStandsAboveEveryBackendOfTheProcessor() {
    assertEquals(30, new CudaProvider().rank());
  }

  @Test
  void thisMachineGetsAnAnswerToo() {
    Availability here = new CudaProvider().availability();
    if (here instanceof Availability.Unavailable) {
      Availability.Unavailable missing = assertInstanceOf(Availability.Unavailable.class, here);
      assertTrue(missing.reason().endsWith("."), missing.reason());
      assertTrue(missing.remedy().endsWith("."), missing.remedy());
    }
  }

  @Test
  void itIsFoundAsAService() {
    assertTrue(
        ServiceLoader.load(BackendProvider.class).stream()
            .anyMatch(found -> found.type() == CudaProvider.class));
  }
}
