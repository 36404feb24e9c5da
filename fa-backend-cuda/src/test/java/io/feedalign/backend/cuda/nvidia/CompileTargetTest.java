package io.feedalign.backend.cuda.nvidia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompileTargetTest {
  private static final List<Integer> KNOWN = List.of(75, 80, 90, 100);

  private static String of(String architecture) {
    return CompileTarget.of(architecture, KNOWN, "NVRTC 13.0");
  }

  @Test
  void aKnownDeviceGetsItsOwnCode() {
    assertEquals("sm_90", of("sm_90"));
    assertEquals("sm_100", of("sm_100"));
  }

  @Test
  void anUnknownOneGetsTheNewestThatItCanFollow() {
    assertEquals("compute_100", of("sm_121"));
    assertEquals("compute_80", of("sm_89"));
  }

  @Test
  void anOlderOneIsRefusedInOneSentence() {
    FaException refusal = assertThrows(FaException.class, () -> of("sm_70"));
    assertEquals(ErrorKind.RESOURCES, refusal.kind());
    assertEquals(
        "NVRTC 13.0 compiles for compute capabilities [75, 80, 90, 100] (times ten), but the device"
            + " is sm_70. Install the CUDA toolkit 13, or use backend: onednn.",
        refusal.getMessage());
  }
}
