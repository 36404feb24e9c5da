package io.feedalign.rules.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.compile.Compiler;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.MaxPoolLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.rules.lab.DenseLoops;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.OnEveryBackend;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.ReferenceBackend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hidden layers learn without the weights above them, and at the price that this makes possible.
 */
@OnEveryBackend
class NoTransportTest {
  @Parameter Host host;

  /**
   * The largest change of dense1's gradient when every weight above is replaced, in units of what
   * rounding may do.
   */
  private double changeUnderOtherWeights(Rules.Named rule) {
    try (Lab lab = host.lab(Nets.DENSE.network(Nets.GAUSSIAN), 1, rule.make())) {
      int[] target = lab.drawBatch(0, 3);
      double[] x = lab.input("x");
      double[] h1 = Loops.relu(Loops.dense(lab, "dense1", 1, 6).forward(x));
      DenseLoops second = Loops.dense(lab, "dense2", 1, 5);
      double[] z2 = second.forward(h1);
      DenseLoops third = Loops.dense(lab, "dense3", 1, 4);
      double[] z3 = third.forward(Loops.relu(z2));
      double[] start = lab.input("dense1.weight");
      double[] startBias = lab.input("dense1.bias");
      lab.run(0);
      double[] before = lab.output("gradient/dense1.weight");
      lab.set("dense1.weight", start);
      lab.set("dense1.bias", startBias);
      replace(lab, "dense2", h1, z2);
      replace(lab, "dense3", Loops.relu(z2), z3);
      lab.target(target);
      lab.run(0);
      assertEquals(
          0, Vectors.distance(z3, lab.output("output")), lab.tolerance(), "z and e are held");
      double change = Vectors.distance(before, lab.output("gradient/dense1.weight"));
      return change / lab.tolerance();
    }
  }

  /** Another weight, and the bias with which one sample still gets the same z. */
  private static void replace(Lab lab, String path, double[] h, double[] z) {
    double[] weight = Vectors.gaussians(11, path, 0, h.length * z.length);
    double[] driven = new DenseLoops(1, h.length, weight, new double[z.length]).forward(h);
    lab.set(path + ".weight", weight);
    lab.set(path + ".bias", Loops.add(z, Vectors.scale(driven, -1)));
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#direct")
  void aHiddenGradientDoesNotChangeWithTheWeightsAbove(Rules.Named rule) {
    assertEquals(0, changeUnderOtherWeights(rule), 1);
  }

  @Test
  void asItDoesUnderBackprop() {
    assertTrue(changeUnderOtherWeights(Rules.named("bp")) > 10_000);
  }

  private static Compiler compiler(Rules.Named rule) {
    return Compiler.on(new ReferenceBackend()).rule(rule.make()).batch(4);
  }

  private static boolean transports(Instruction instruction) {
    boolean transposed = instruction.op() instanceof Conv2dInputGrad;
    boolean credit =
        instruction.outputs().stream().anyMatch(value -> value.name().contains("/credit"));
    boolean weighs =
        instruction.inputs().stream()
            .anyMatch(value -> value.name().matches(".*(conv|dense)\\d\\.weight"));
    return transposed || credit && weighs;
  }

  private static boolean transports(Rules.Named rule) {
    return compiler(rule).trace(DirectNets.residual(2)).program("learn").body().stream()
        .anyMatch(NoTransportTest::transports);
  }

  @Test
  void learningAsksForNoTransposedConvolutionAndNoWeight() {
    for (Rules.Named rule : Rules.direct()) {
      if (!rule.name().equals("ifa")) {
        assertFalse(transports(rule), rule.toString());
      }
    }
    assertFalse(transports(Rules.named("dfa", "skips", "keep")));
    assertTrue(transports(Rules.named("dfa", "last_layer", "bp")));
    assertTrue(transports(Rules.named("fa")));
  }

  private static long scratch(Rules.Named rule, Network network) {
    return compiler(rule).plan(network).scratchBytes();
  }

  @Test
  void scratchOfTargetProjectionDoesNotGrowWithDepthUnlessSkipsAreKept() {
    Rules.Named cut = Rules.named("drtp");
    long shallow = scratch(cut, DirectNets.plainResidual(2));
    assertEquals(shallow, scratch(cut, DirectNets.plainResidual(12)));
    Rules.Named keep = Rules.named("drtp", "skips", "keep");
    assertTrue(scratch(keep, DirectNets.plainResidual(12)) > 2 * shallow);
  }

  /** Batch norm leaves a few numbers for each channel, but no activation waits. */
  @Test
  void withBatchNormItGrowsByLessThanAnActivationForEachBlock() {
    Rules.Named cut = Rules.named("drtp");
    long shallow = scratch(cut, DirectNets.residual(2));
    long deep = scratch(cut, DirectNets.residual(12));
    int activation = 4 * 3 * 3 * 3 * Float.BYTES;
    assertTrue(deep - shallow < 10 * activation, shallow + " bytes became " + deep);
  }

  @Test
  void theFirstLayersHaveNoFeedback() {
    for (String projection : List.of("dense", "channel")) {
      Rules.Named rule = Rules.named("dfa", "projection", projection);
      var states = compiler(rule).trace(DirectNets.pooled()).states().keySet();
      assertTrue(states.containsAll(List.of("pool1.feedback", "flatten.feedback")));
      assertEquals(2, states.stream().filter(path -> path.endsWith("feedback")).count());
      var dense = compiler(rule).trace(Nets.DENSE.network(Nets.UNIFORM)).states().keySet();
      assertEquals(2, dense.stream().filter(path -> path.endsWith("feedback")).count());
    }
  }

  /** The stem of a network for ImageNet: 64 channels of 112 by 112 before the pool. */
  private static Network stem() {
    NetworkBuilder net = new NetworkBuilder("stem", Shape.of(3, 224, 224));
    int at = net.add("conv1", Conv2dLayer.of(3, 64, Geometry.square(7, 2, 3)), net.input());
    at = net.add("relu1", new ReluLayer(), at);
    at = net.add("pool1", new MaxPoolLayer(Geometry.square(3, 2, 1)), at);
    at = net.add("flatten", new FlattenLayer(), at);
    at = net.add("dense1", Nets.dense(64 * 56 * 56, 1000, Nets.UNIFORM), at);
    return net.build(at, new SoftmaxCrossEntropyHead());
  }

  @Test
  void feedbackOverTheBudgetIsRefusedBeforeAnythingIsAllocated() {
    FaException refusal =
        assertThrows(
            FaException.class, () -> compiler(Rules.named("dfa", "budget_mb", 3062)).trace(stem()));
    assertEquals(ErrorKind.USER, refusal.kind());
    for (String part :
        List.of("'pool1'", "3211264000 bytes (2.99 GiB)", "budget", "projection: channel")) {
      assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }
    compiler(Rules.named("dfa", "budget_mb", 3063)).trace(stem());
    compiler(Rules.named("dfa", "budget_mb", 1, "projection", "channel")).trace(stem());
    assertThrows(
        FaException.class, () -> compiler(Rules.named("ifa", "budget_mb", 1)).trace(mlp()));
    assertThrows(
        FaException.class, () -> compiler(Rules.named("densefa", "budget_mb", 1)).trace(mlp()));
  }

  private static Network mlp() {
    NetworkBuilder net = new NetworkBuilder("wide", Shape.of(1, 2, 2));
    int at = net.add("flatten", new FlattenLayer(), net.input());
    at = net.add("dense1", Nets.dense(4, 30_000, Nets.UNIFORM), at);
    at = net.add("relu1", new ReluLayer(), at);
    at = net.add("dense2", Nets.dense(30_000, 10, Nets.UNIFORM), at);
    return net.build(at, new SoftmaxCrossEntropyHead());
  }

  @Test
  void moreConnectionsThanOutputUnitsAreRefused() {
    Rules.Named rule = Rules.named("dfa", "projection", "sparse", "nonzeros", 4);
    FaException refusal =
        assertThrows(FaException.class, () -> compiler(rule).trace(DirectNets.pooled()));
    assertTrue(refusal.getMessage().contains("nonzeros 4"), refusal.getMessage());
  }
}
