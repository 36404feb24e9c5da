package io.feedalign.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** PyTorch in Python, where there is one; and what is said where there is none. */
class PythonTorchTest {
  private static final Opponent EAGER = new PythonTorch("cpu", false);
  private static final PeerTask TASK =
      new PeerTask("lenet", Shape.of(1, 28, 28), 7, 4, false, 5e-4, false, true, 2);

  private static boolean runs(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notFound) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String python() {
    return EAGER.command().get(0);
  }

  @Test
  void withoutPyTorchOneLineSaysWhichPythonHasNone() {
    assumeTrue(runs(python(), "-c", "pass"), "there is no " + python());
    assumeFalse(runs(python(), "-c", "import torch"), python() + " has PyTorch");
    FaException refused =
        assertThrows(FaException.class, () -> PeerProcess.start(EAGER, TASK, EAGER.start()));
    assertEquals(ErrorKind.USER, refused.kind());
    assertTrue(refused.getMessage().startsWith("torch cannot do that: "), refused.getMessage());
    assertTrue(refused.getMessage().contains("FEEDALIGN_PYTHON"), refused.getMessage());
  }

  @Test
  void withPyTorchStepsAreTimed() {
    assumeTrue(runs(python(), "-c", "import torch"), python() + " has no PyTorch");
    try (PeerProcess peer = PeerProcess.start(EAGER, TASK, EAGER.start())) {
      assertTrue(peer.library().startsWith("PyTorch "), peer.library());
      assertTrue(Arrays.stream(peer.steps(3)).allMatch(time -> time > 0));
    }
  }

  @Test
  void opponentsAreFoundByNameAndStrangersRefused() {
    assertEquals("torch-compiled", Opponent.named("torch-compiled", "cuda").name());
    assertTrue(Opponent.named("torch", "cuda").start().neighbours().size() == 1, "the layout");
    FaException refused = assertThrows(FaException.class, () -> Opponent.named("jax", "cpu"));
    assertTrue(refused.getMessage().contains("libtorch, torch, torch-compiled"));
  }
}
