package io.feedalign.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class OpenMpThreadsTest {
  @Test
  void oneProcessHasOneNumberOfThreads() {
    int threads = OpenMpThreads.settle(0);
    dnnl.dnnl_version(); // loads OpenMP
    assertEquals(threads, OpenMpThreads.settle(0));
    assertEquals(threads, OpenMpThreads.settle(threads));
    FaException refusal = assertThrows(FaException.class, () -> OpenMpThreads.settle(threads + 1));
    assertEquals(ErrorKind.USER, refusal.kind());
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("OMP_NUM_THREADS=" + (threads + 1)), message);
  }

  @Test
  void aVariableThatIsSetCanBeRead() {
    ProcessEnvironment.set("FEEDALIGN_TEST", "one");
    ProcessEnvironment.set("FEEDALIGN_TEST", "two words");
    assertEquals(Optional.of("two words"), ProcessEnvironment.read("FEEDALIGN_TEST"));
    assertEquals(System.getenv("PATH"), ProcessEnvironment.read("PATH").orElse(null));
    assertEquals(Optional.empty(), ProcessEnvironment.read("FEEDALIGN_TES"));
  }
}
