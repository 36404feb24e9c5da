package io.feedalign.core.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.RuleContext;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Affine;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateContext;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CompilerPlanTest {
  private static final int BATCH = 64;
  private final Compiler compiler = Compiler.on(new PaperBackend()).batch(BATCH);

  /** A target-only rule whose credit never runs along skips: signals need nothing from above. */
  private static final class Direct implements CreditAssignmentRule {
    @Override
    public EdgeRule at(Edge edge, RuleContext context) {
      int units = edge.input().shape().size(1);
      Value b = context.state("feedback", Shape.of(4, units), Initializer.ONES);
      return (signals, emit) -> emit.matmul(signals.target(), b);
    }

    @Override
    public EdgeRule local(Edge edge, RuleContext context) {
      boolean skip = edge.layer() instanceof PlainLayers.Add && edge.slot() == 1;
      return (signals, emit) ->
          skip
              ? emit.fill(0, edge.input().form())
              : edge.pullExactly(emit, signals.at(edge.output()));
    }
  }

  private static String text(Program program) {
    return program.body().toString();
  }

  @Test
  void nobodyComputesTheFirstLayersInputGradient() {
    Program learn = compiler.trace(PlainLayers.residual(1)).program("learn");
    assertFalse(text(learn).contains("stem/credit"));
    assertTrue(text(learn).contains("block0.dense1/credit"));
  }

  @Test
  void residualSignalsAreSummedOverTheEdgesThatLeave() {
    Program learn = compiler.trace(PlainLayers.residual(1)).program("learn");
    long sums =
        learn.body().stream()
            .filter(i -> !i.outputs().isEmpty() && i.output().name().contains("/signal"))
            .count();
    assertEquals(1, sums);
  }

  @Test
  void aDirectRuleAsksForNoTransposedProductOfAWeight() {
    Program learn = compiler.rule(new Direct()).trace(PlainLayers.residual(2)).program("learn");
    boolean pullsThroughWeights =
        learn.body().stream()
            .filter(i -> !i.outputs().isEmpty() && i.output().name().contains("/credit"))
            .anyMatch(i -> i.inputs().stream().anyMatch(v -> v.name().endsWith(".weight")));
    assertFalse(pullsThroughWeights);
    assertFalse(text(learn).contains("Fill"), "additions of zero are simplified away");
  }

  /** DESIGN.md's finding: forward-only learning falls out of the dataflow. */
  @Test
  void scratchOfATargetOnlyRuleDoesNotGrowWithDepth() {
    long shallow = compiler.rule(new Direct()).plan(PlainLayers.residual(2)).scratchBytes();
    long deep = compiler.rule(new Direct()).plan(PlainLayers.residual(16)).scratchBytes();
    assertEquals(shallow, deep);
    long exactShallow = compiler.plan(PlainLayers.residual(2)).scratchBytes();
    long exactDeep = compiler.plan(PlainLayers.residual(16)).scratchBytes();
    assertTrue(exactDeep > 3 * exactShallow);
  }

  @Test
  void askingInACircleNamesTheEdge() {
    CreditAssignmentRule circular = (edge, context) -> (signals, emit) -> signals.at(edge.input());
    FaException circle =
        assertThrows(
            FaException.class, () -> compiler.rule(circular).trace(PlainLayers.residual(1)));
    assertEquals(ErrorKind.PLUGIN, circle.kind());
    assertTrue(circle.getMessage().contains("'head'"), circle.getMessage());
  }

  @Test
  void creditOfAnotherFormIsRefused() {
    CreditAssignmentRule wrong = (edge, context) -> (signals, emit) -> signals.outputError();
    FaException misfit =
        assertThrows(FaException.class, () -> compiler.rule(wrong).trace(PlainLayers.residual(1)));
    assertTrue(misfit.getMessage().contains("Credit has the form"), misfit.getMessage());
  }

  @Test
  void theFeedbackReportedIsTheOneThatWasUsed() {
    CreditAssignmentRule fixed =
        (edge, context) -> {
          Value b = context.state("b", edge.weight().shape(), Initializer.ONES);
          return (signals, emit) -> edge.pull(emit, signals.at(edge.output()), b);
        };
    StepPrograms traced = compiler.rule(fixed).trace(PlainLayers.residual(1));
    assertEquals("head.b", traced.feedback().get("head"));
    assertEquals("none", traced.feedback().get("stem"));
  }

  @Test
  void sameNetworkSamePlan() {
    Network network = PlainLayers.residual(3);
    List<Program> first = compiler.plan(network).programs();
    List<Program> second = compiler.plan(network).programs();
    assertEquals(first.toString(), second.toString());
    assertEquals(
        compiler.plan(network).memory("learn").places(),
        compiler.plan(network).memory("learn").places());
  }

  @Test
  void twinLayersSendBackTheirCreditOnceEach() {
    NetworkBuilder net = new NetworkBuilder("twins", Shape.of(8));
    int h = net.add("stem", new PlainLayers.Dense(8, 16), net.input());
    int a = net.add("left", new PlainLayers.Relu(), h);
    int b = net.add("right", new PlainLayers.Relu(), h);
    int sum = net.add("add", new PlainLayers.Add(), a, b);
    Network twins =
        net.build(net.add("head", new PlainLayers.Dense(16, 4), sum), new PlainLayers.Head());
    Program learn = compiler.trace(twins).program("learn");
    long gates = learn.body().stream().filter(i -> i.toString().contains("RELU_GATE")).count();
    long sums =
        learn.body().stream()
            .filter(i -> !i.outputs().isEmpty() && i.output().name().contains("/signal"))
            .count();
    assertEquals(2, gates);
    assertEquals(1, sums);
  }

  @Test
  void aRememberedValueThatReadsAnotherReadsWhatThatBecomes() {
    CreditAssignmentRule nested =
        (edge, context) -> {
          Value norm = context.remember("norm", emit -> emit.norm(edge.weight()));
          Value twice = context.remember("twice", emit -> emit.scale(norm, 2));
          return (signals, emit) ->
              edge.pull(emit, signals.at(edge.output()), emit.multiply(edge.weight(), twice));
        };
    Program remember = compiler.rule(nested).trace(PlainLayers.residual(1)).program("remember");
    Set<String> read =
        remember.body().stream()
            .flatMap(instruction -> Dependencies.reads(instruction).stream())
            .map(Value::name)
            .filter(name -> name.endsWith(".norm") || name.endsWith(".twice"))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), read);
    long doubled = remember.body().stream().filter(i -> i.op() instanceof Affine).count();
    assertTrue(doubled > 0, "twice is written");
  }

  @Test
  void aConstraintThatRemembersBeforeTheStartIsTold() {
    Constraint hasty =
        new Constraint() {
          @Override
          public Value project(Emitter emit, UpdateContext context, Value proposed) {
            return proposed;
          }

          @Override
          public Value start(Emitter emit, UpdateContext context, Value drawn) {
            return emit.multiply(drawn, context.remember("norm", at -> at.norm(drawn)));
          }
        };
    FaException told =
        assertThrows(
            FaException.class, () -> compiler.constraint(hasty).trace(PlainLayers.residual(1)));
    assertTrue(told.getMessage().contains("'norm' to start"), told.getMessage());
  }

  @Test
  void anEdgeIsFirstIfNothingThatLearnsLiesBelowIt() {
    NetworkBuilder net = new NetworkBuilder("preprocessed", Shape.of(8));
    int h = net.add("relu0", new PlainLayers.Relu(), net.input());
    int a = net.add("stem", new PlainLayers.Dense(8, 16), h);
    Network network =
        net.build(net.add("head", new PlainLayers.Dense(16, 4), a), new PlainLayers.Head());
    List<String> first = new ArrayList<>();
    CreditAssignmentRule asking =
        (edge, context) -> {
          if (edge.first()) {
            first.add(edge.path());
          }
          return (signals, emit) -> edge.pullExactly(emit, signals.at(edge.output()));
        };
    compiler.rule(asking).trace(network);
    assertEquals(Set.of("stem"), Set.copyOf(first));
  }
}
