package io.feedalign.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.core.compile.Precision;
import io.feedalign.core.compile.StepPrograms;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.data.Batch;
import io.feedalign.error.FaException;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.models.layer.DenseLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.models.layer.TanhLayer;
import io.feedalign.nn.GivenSignalHead;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.optim.Schedule;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import io.feedalign.testkit.Plans;
import io.feedalign.testkit.ReferenceBackend;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Softmax cross-entropy to two targets a row, through the compiler. */
class MixedTargetTest {
  private static final int BATCH = 4;
  private static final int CLASSES = 5;
  private static final int[] FIRST = {1, 4, 0, 2};
  private static final int[] SECOND = {3, 4, 1, 0};
  private static final float[] SHARES = {0.25f, 0.6f, 1, 0};

  private final ReferenceBackend backend = new ReferenceBackend();

  private static Network network() {
    NetworkBuilder net = new NetworkBuilder("mlp", Shape.of(1, 2, 3));
    int flat = net.add("flatten", new FlattenLayer(), net.input());
    int hidden = net.add("dense1", DenseLayer.of(6, 7), flat);
    int tanh = net.add("tanh", new TanhLayer(), hidden);
    return net.build(
        net.add("dense2", DenseLayer.of(7, CLASSES), tanh), new SoftmaxCrossEntropyHead());
  }

  private Compiler compiler() {
    return Compiler.on(backend)
        .update((emit, context, update) -> emit.scale(update, 0))
        .batch(BATCH)
        .seed(4);
  }

  /** A step on fixed pixels that changes nothing. */
  private InspectedStep step(boolean mixed) {
    InspectedStep step = compiler().mixed(mixed).inspect(network());
    step.initialize();
    step.inputs().get("x").write(DoubleBuffer.wrap(pixels()));
    return step;
  }

  private static double[] pixels() {
    double[] pixels = new double[BATCH * 6];
    Arrays.setAll(pixels, i -> Math.sin(1.7 * i + 0.3));
    return pixels;
  }

  /** Loss and gradients of one target a row. */
  private Map<String, double[]> single(int[] target) {
    try (InspectedStep step = step(false)) {
      step.inputs().get("target").write(IntBuffer.wrap(target));
      return made(step);
    }
  }

  private static Map<String, double[]> mixed(
      InspectedStep step, int[] first, int[] second, float[] shares) {
    step.inputs().get("target").write(IntBuffer.wrap(first));
    step.inputs().get("second_target").write(IntBuffer.wrap(second));
    step.inputs().get("share").write(FloatBuffer.wrap(shares));
    return made(step);
  }

  private Map<String, double[]> mixed(int[] first, int[] second, float[] shares) {
    try (InspectedStep step = step(true)) {
      return mixed(step, first, second, shares);
    }
  }

  private static Map<String, double[]> made(InspectedStep step) {
    step.run(0);
    Map<String, double[]> made = new LinkedHashMap<>();
    step.outputs().forEach((name, tensor) -> made.put(name, read(tensor)));
    return made;
  }

  private static double[] read(Tensor tensor) {
    double[] elements = new double[(int) tensor.shape().elements()];
    tensor.read(DoubleBuffer.wrap(elements));
    return elements;
  }

  private static float[] all(double share) {
    float[] shares = new float[BATCH];
    Arrays.fill(shares, (float) share);
    return shares;
  }

  @Test
  void gradientsAgreeWithCentralDifferencesOfTheMixedLoss() {
    double nudge = 1e-5;
    int compared = 0;
    try (InspectedStep step = step(true)) {
      Map<String, double[]> made = mixed(step, FIRST, SECOND, SHARES);
      for (String path : List.of("dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias")) {
        Tensor weight = step.inputs().get(path);
        double[] start = read(weight);
        for (int i = 0; i < start.length; i++) {
          double[] moved = start.clone();
          moved[i] = start[i] + nudge;
          weight.write(DoubleBuffer.wrap(moved));
          double up = made(step).get("loss")[0];
          moved[i] = start[i] - nudge;
          weight.write(DoubleBuffer.wrap(moved));
          double down = made(step).get("loss")[0];
          assertEquals((up - down) / (2 * nudge), made.get("gradient/" + path)[i], 1e-9);
          compared++;
        }
        weight.write(DoubleBuffer.wrap(start));
      }
    }
    assertEquals(6 * 7 + 7 + 7 * CLASSES + CLASSES, compared);
  }

  @Test
  void theLossIsTheMeanOfTheRowsMixedCrossEntropies() {
    Map<String, double[]> made = mixed(FIRST, SECOND, SHARES);
    double[] z = made.get("output");
    double loss = 0;
    for (int row = 0; row < BATCH; row++) {
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        sum += Math.exp(z[row * CLASSES + k]);
      }
      double first = Math.log(sum) - z[row * CLASSES + FIRST[row]];
      double second = Math.log(sum) - z[row * CLASSES + SECOND[row]];
      loss += (SHARES[row] * first + (1 - SHARES[row]) * second) / BATCH;
    }
    assertEquals(loss, made.get("loss")[0], 1e-12);
  }

  @Test
  void lossAndGradientsAreTheMixturesOfThoseOfBothTargets() {
    Map<String, double[]> first = single(FIRST);
    Map<String, double[]> second = single(SECOND);
    float share = 0.3f;
    mixed(FIRST, SECOND, all(share))
        .forEach(
            (name, made) -> {
              if (name.equals("loss") || name.startsWith("gradient/")) {
                for (int i = 0; i < made.length; i++) {
                  double expected = share * first.get(name)[i] + (1 - share) * second.get(name)[i];
                  assertEquals(expected, made[i], 1e-12, name);
                }
              }
            });
  }

  @Test
  void rowsThatCountForNothingAreLeftOut() {
    int[] first = {1, -1, 0, 2};
    int[] second = {3, -1, 1, 0};
    Map<String, double[]> holed = mixed(first, second, SHARES);
    float[] other = SHARES.clone();
    other[1] = 0.9f;
    assertArrayEquals(holed.get("loss"), mixed(first, second, other).get("loss"));
    double[] one = single(first).get("loss");
    double[] two = single(second).get("loss");
    float[] half = all(0.5);
    assertEquals((one[0] + two[0]) / 2, mixed(first, second, half).get("loss")[0], 1e-12);
    int[] none = {-1, -1, -1, -1};
    Map<String, double[]> nothing = mixed(none, none, SHARES);
    assertEquals(0, nothing.get("loss")[0]);
    assertArrayEquals(new double[CLASSES], nothing.get("gradient/dense2.bias"));
  }

  @Test
  void aShareOfOneIsTheFirstTargetToTheBit() {
    Map<String, double[]> single = single(FIRST);
    Map<String, double[]> mixed = mixed(FIRST, SECOND, all(1));
    single.forEach((name, numbers) -> assertArrayEquals(numbers, mixed.get(name), name));
    assertNotEquals(single.get("loss")[0], mixed(FIRST, SECOND, SHARES).get("loss")[0]);
  }

  @ParameterizedTest
  @EnumSource
  void withoutMixturesNoProgramKnowsOfThem(Precision precision) {
    StepPrograms plain = compiler().precision(precision).trace(network());
    StepPrograms mixing = compiler().precision(precision).mixed(true).trace(network());
    assertEquals(Optional.empty(), plain.feeds().mixture());
    for (Program program : plain.programs()) {
      assertEquals(3, program.feeds().size(), "x, target, step");
      Program other = mixing.program(program.name());
      boolean learns = program.name().equals("learn") || program.name().startsWith("probe");
      assertEquals(
          learns && !program.body().isEmpty(),
          other.body().size() > program.body().size(),
          program.name());
    }
    Value share = mixing.feeds().mixture().orElseThrow().share();
    List<Instruction> infer = mixing.program("infer").body();
    assertFalse(infer.stream().anyMatch(each -> each.inputs().contains(share)), "while scoring");
    compiler()
        .precision(precision)
        .mixed(true)
        .plan(network())
        .programs()
        .forEach(Plans::assertSound);
  }

  @Test
  void aBatchMustFitTheProgram() {
    Batch plain = Batch.allocate(BATCH, network().inputShape());
    Batch mixed = new Batch(plain.images(), plain.targets(), Optional.of(mixture()));
    Schedule.Progress start = new Schedule.Progress(0, 1, 1);
    try (CompiledNetwork one = compiler().compile(network());
        CompiledNetwork two = compiler().mixed(true).compile(network())) {
      one.initialize();
      two.initialize();
      assertTrue(
          assertThrows(FaException.class, () -> one.learn(mixed, start))
              .getMessage()
              .contains("Compiler.mixed(true)"));
      assertTrue(
          assertThrows(FaException.class, () -> two.learn(plain, start))
              .getMessage()
              .contains("Batch.allocate(size, data)"));
      assertTrue(Double.isFinite(two.learn(mixed, start)));
      assertEquals(one.infer(plain), two.infer(mixed), "scoring goes by the first targets");
    }
  }

  private static Batch.Mixture mixture() {
    return new Batch.Mixture(IntBuffer.wrap(SECOND), FloatBuffer.wrap(SHARES));
  }

  @Test
  void aHeadThatTakesNoMixtureSaysSo() {
    Network given = network().withHead(new GivenSignalHead());
    FaException error = assertThrows(FaException.class, () -> compiler().mixed(true).trace(given));
    assertTrue(error.getMessage().contains("GivenSignalHead takes no mixture"), error.getMessage());
    assertTrue(error.getMessage().contains("mixup: 0"), error.getMessage());
  }
}
