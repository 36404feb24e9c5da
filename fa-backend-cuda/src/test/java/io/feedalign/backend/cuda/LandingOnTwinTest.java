package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.Precision;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.data.Batch;
import io.feedalign.error.FaException;
import io.feedalign.optim.Schedule;
import io.feedalign.testkit.ContractChecks;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Batches that land while a step runs, on twins whose second stream does everything as late or as
 * early as it may: whatever is not made to wait gives other numbers on one of them.
 */
class LandingOnTwinTest {
  private static final int STEPS = 6;

  @BeforeAll
  static void needsACompiler() {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
  }

  /** The contract itself is run on the other. */
  @TestFactory
  Stream<DynamicTest> theContractHoldsWhereUploadsAreEarly() {
    return ContractChecks.landings().entrySet().stream()
        .map(
            check ->
                dynamicTest(
                    check.getKey(),
                    () -> {
                      try (Backend backend = HostedBackends.on(HostDevice.early())) {
                        check.getValue().accept(backend);
                      }
                    }));
  }

  /** A batch of which every image is mixed from two, other ones for each number. */
  private static Batch mixed(int number) {
    Batch plain = SmallTraining.batch();
    int rows = plain.size();
    for (int row = 0; row < rows; row++) {
      plain.targets().put(row, (row + number) % 5);
    }
    for (int i = 0; i < plain.images().capacity(); i++) {
      plain.images().put(i, plain.images().get(i) + 0.1f * number);
    }
    IntBuffer seconds = IntBuffer.allocate(rows);
    FloatBuffer shares = FloatBuffer.allocate(rows);
    for (int row = 0; row < rows; row++) {
      seconds.put(row, (row + 2 * number + 1) % 5);
      shares.put(row, 0.5f + 0.05f * (row % 8) + 0.01f * number);
    }
    return new Batch(
        plain.images(), plain.targets(), Optional.of(new Batch.Mixture(seconds, shares)));
  }

  private record Outcome(double[] losses, Map<String, float[]> tensors) {}

  private static Outcome train(HostDevice device, boolean lands) {
    try (Backend backend = HostedBackends.on(device);
        CompiledNetwork network =
            Compiler.on(backend).batch(8).seed(7).mixed(true).compile(SmallTraining.network())) {
      network.initialize();
      double[] losses = new double[STEPS];
      Batch batch = mixed(0);
      for (int step = 0; step < STEPS; step++) {
        Batch next = mixed(step + 1);
        Schedule.Progress at = new Schedule.Progress(step, STEPS, 1);
        if (lands) {
          network.begin(batch, at);
          assertTrue(network.lands());
          network.land(next);
          losses[step] = network.finish();
          network.infer(SmallTraining.batch());
        } else {
          losses[step] = network.learn(batch, at);
        }
        batch = next;
      }
      Map<String, float[]> tensors = new TreeMap<>();
      network.tensors().forEach((path, tensor) -> tensors.put(path, tensor.toArray()));
      return new Outcome(losses, tensors);
    }
  }

  @Test
  void trainingWithBatchesThatLandGivesTheSameBits() {
    Outcome plain = train(HostDevice.open(), false);
    for (HostDevice device : List.of(HostDevice.open(), HostDevice.early())) {
      Outcome landed = train(device, true);
      assertArrayEquals(plain.losses(), landed.losses());
      assertEquals(plain.tensors().keySet(), landed.tensors().keySet());
      plain
          .tensors()
          .forEach((path, all) -> assertArrayEquals(all, landed.tensors().get(path), path));
    }
  }

  @Test
  void aBatchThatIsWrongIsRefusedWhenItsStepBegins() {
    try (Backend backend = HostedBackends.open();
        CompiledNetwork network = SmallTraining.compiled(backend, "bp", Precision.F32)) {
      network.initialize();
      Batch wrong = SmallTraining.batch();
      wrong.targets().put(3, 5);
      network.begin(SmallTraining.batch(), new Schedule.Progress(0, STEPS, 1));
      network.land(wrong);
      assertTrue(Double.isFinite(network.finish()));
      FaException refusal =
          assertThrows(
              FaException.class, () -> network.begin(wrong, new Schedule.Progress(1, STEPS, 1)));
      assertEquals(
          "Target 5 of row 3 is no class: there are 5 classes, 0 to 4, and -1 for a row to ignore.",
          refusal.getMessage());
    }
  }

  @Test
  void whatLandsIsGivenBackWithTheNetwork() {
    HostDevice device = HostDevice.open();
    train(device, true);
    assertEquals(0, device.used());
  }
}
