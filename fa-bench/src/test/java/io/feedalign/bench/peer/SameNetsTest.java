package io.feedalign.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** libtorch trains the very nets that we do. */
class SameNetsTest {
  private static final double TOLERANCE = 1e-4;
  private static final Opponent LIBTORCH = new Libtorch();
  private static final int CLASSES = 7;
  private static final int DRAWS = 4;

  @TempDir private Path folder;

  @BeforeAll
  static void libtorchIsThere() {
    assumeTrue(Peer.present(), "libtorch is not part of this build; test with -Ppeer");
  }

  private static PeerTask task(String net, Shape image, boolean brain) {
    return new PeerTask(net, image, CLASSES, 4, brain, 5e-4, false, true, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "lenet, , 1, 28",
    "lenet-cifar, , 3, 32",
    "resnet20, A, 3, 32",
    "resnet20, B, 3, 32",
    "resnet18, , 3, 64"
  })
  void lossAndGradientsAreOurs(String model, String option, int channels, int side) {
    compare(model, option, Shape.of(channels, side, side), TOLERANCE);
  }

  /** More than a hundred million weights each; and with so many kinks, some are always crossed. */
  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({"alexnet, 1e-4", "vgg11-bn, 2e-2", "vgg11, 2e-2"})
  void lossAndGradientsOfLargeNetsAreOurs(String model, double tolerance) {
    compare(model, null, Shape.of(3, 224, 224), tolerance);
  }

  /**
   * A ReLU at zero up to rounding, or a maximum of two equal numbers, may choose otherwise in the
   * other library, and all gradients before it change: so one of a few draws must agree.
   */
  private void compare(String model, String option, Shape image, double tolerance) {
    double least = Double.POSITIVE_INFINITY;
    for (int draw = 0; draw < DRAWS && least > tolerance; draw++) {
      least = Math.min(least, difference(model, option, image, draw));
    }
    assertTrue(least <= tolerance, "gradients differ by " + least);
  }

  private double difference(String model, String option, Shape image, int draw) {
    PeerTask task = task(model + (option == null ? "" : ":option=" + option), image, false);
    Map<String, Object> settings = option == null ? Map.of() : Map.of("option", option);
    Path file = folder.resolve("start.safetensors");
    Map<String, float[]> ours;
    long parameters;
    try (OurStep step = new OurStep(model, settings, task, draw)) {
      ours = step.run(file);
      parameters = step.parameters();
    }
    double worst = 0;
    for (boolean channelsLast : new boolean[] {true, false}) {
      PeerSettings layout = new ProcessorSettings(channelsLast, false, false, false);
      try (PeerProcess peer = PeerProcess.start(LIBTORCH, task, layout)) {
        assertEquals(parameters, peer.parameters());
        double loss = ours.get("loss")[0];
        assertEquals(loss, peer.check(file), TOLERANCE * Math.abs(loss));
      }
      Path answer = Path.of(file + ".gradients");
      worst = Math.max(worst, difference(ours, Safetensors.read(answer).tensors()));
    }
    return worst;
  }

  /** The largest relative difference of a gradient. */
  private static double difference(Map<String, float[]> ours, Map<String, StoredTensor> theirs) {
    Set<String> paths = new HashSet<>(ours.keySet());
    paths.remove("loss");
    assertEquals(paths, theirs.keySet());
    double largest = paths.stream().mapToDouble(path -> norm(ours.get(path))).max().orElseThrow();
    double worst = 0;
    for (String path : paths) {
      float[] mine = ours.get(path);
      float[] other = theirs.get(path).toFloats();
      double[] difference = new double[mine.length];
      Arrays.setAll(difference, i -> (double) mine[i] - other[i]);
      // A bias ahead of a batch norm has a gradient of zero, and rounding.
      double scale = Math.max(norm(mine), 1e-2 * largest);
      worst = Math.max(worst, norm(difference) / scale);
    }
    return worst;
  }

  private static double norm(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return norm(wide);
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
  }

  @Test
  void stepsAreTimedInEitherPrecision() {
    for (boolean brain : new boolean[] {false, true}) {
      PeerTask task = task("lenet", Shape.of(1, 28, 28), brain);
      try (PeerProcess peer = PeerProcess.start(LIBTORCH, task, LIBTORCH.start())) {
        assertTrue(peer.library().startsWith("libtorch "), peer.library());
        peer.pause();
        peer.resume();
        double[] times = peer.steps(3);
        assertEquals(3, times.length);
        assertTrue(Arrays.stream(times).allMatch(time -> time > 0), Arrays.toString(times));
      }
    }
  }

  @Test
  void aNetThatItDoesNotHaveIsRefusedByName() {
    PeerTask task = task("mlp", Shape.of(1, 28, 28), false);
    FaException refused =
        assertThrows(FaException.class, () -> PeerProcess.start(LIBTORCH, task, LIBTORCH.start()));
    assertTrue(refused.getMessage().contains("lenet, "), refused.getMessage());
  }
}
