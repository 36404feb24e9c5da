package io.feedalign.rules.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Measured;
import io.feedalign.credit.Edge;
import io.feedalign.ir.Emitter;
import io.feedalign.rules.lab.Compiled;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Rules;
import io.feedalign.tensor.Tensor;
import io.feedalign.train.Measure;
import io.feedalign.train.Probe;
import io.feedalign.train.ProbeContext;
import io.feedalign.train.ProbeFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A probe that fails is named with its layer and its reason, and takes nothing from the others. */
class FailingProbeTest {
  private static final Nets NET = Probed.NET;

  private record Mine(BiConsumer<ProbeContext, Emitter> body) implements Probe {
    @Override
    public String name() {
      return "mine";
    }

    @Override
    public void observe(ProbeContext context, Emitter emit) {
      body.accept(context, emit);
    }
  }

  /** Does something at each layer with weights. */
  private static Probe atEach(BiConsumer<ProbeContext, Edge> body) {
    return new Mine((context, emit) -> context.synapses().forEach(e -> body.accept(context, e)));
  }

  private record Outcome(List<ProbeFailure> compiled, Measured measured) {}

  private static Outcome run(Probe... probes) {
    return run(tensors -> {}, probes);
  }

  private static Outcome run(Consumer<Map<String, Tensor>> before, Probe... probes) {
    try (CompiledNetwork net =
        Compiled.network(NET, Probed.BATCH, Rules.named("fa").make(), probes)) {
      before.accept(net.tensors());
      return new Outcome(
          net.findings().failures(), net.measure(Compiled.batch(NET, Probed.BATCH, 1), 1));
    }
  }

  private static void failAt(String path, String at, RuntimeException failure) {
    if (path.equals(at)) {
      throw failure;
    }
  }

  @Test
  void aProbeThatThrowsIsNamedWithItsLayerAndReason() {
    Outcome outcome =
        run(atEach((c, edge) -> failAt(edge.path(), "conv2", new IllegalStateException("boom"))));
    ProbeFailure failure = new ProbeFailure("mine", "conv2", "IllegalStateException: boom");
    assertEquals(List.of(failure), outcome.compiled());
    assertEquals("Probe 'mine' failed at 'conv2': IllegalStateException: boom", failure.sentence());
  }

  @Test
  void whatItMeasuredBeforeIsNotHalfShown() {
    Probe half =
        new Mine(
            (context, emit) -> {
              for (Edge edge : context.synapses()) {
                failAt(edge.path(), "conv2", new IllegalStateException());
                context.report(edge.path(), emit.norm(edge.weight()));
              }
            });
    assertEquals(List.of(), run(half).measured().measures());
  }

  @Test
  void theOthersMeasureAsIfItWereNotThere() {
    List<Probe> withBroken = new ArrayList<>(List.of(MeasureTest.discovered()));
    withBroken.add(
        1, atEach((c, edge) -> failAt(edge.path(), "dense1", new NullPointerException())));
    Outcome alone = run(MeasureTest.discovered());
    Outcome beside = run(withBroken.toArray(Probe[]::new));
    assertTrue(alone.measured().measures().size() > 10);
    assertEquals(alone.measured(), beside.measured());
    assertEquals(List.of(), alone.compiled());
    assertEquals(1, beside.compiled().size());
  }

  @Test
  void aClassThatDoesNotFitFailsTheProbeAndNothingElse() {
    Probe unfit =
        new Mine(
            (context, emit) -> {
              throw new NoSuchMethodError("gone");
            });
    assertEquals(
        List.of(new ProbeFailure("mine", "", "NoSuchMethodError: gone")), run(unfit).compiled());
  }

  @Test
  void afterTheLastLayerNoneIsBlamed() {
    Probe late =
        new Mine(
            (context, emit) -> {
              context.synapses().forEach(edge -> context.gradient(edge));
              context.synapses().forEach(edge -> {});
              throw new IllegalStateException();
            });
    assertEquals("", run(late).compiled().get(0).path());
  }

  @Test
  void aNumberThatIsNoneIsAFailureAndUndefined() {
    Probe odd =
        new Mine(
            (context, emit) ->
                context
                    .synapses()
                    .forEach(
                        edge -> {
                          var zero = emit.fill(0, emit.norm(edge.weight()).form());
                          context.report(edge.path(), emit.divide(zero, zero));
                        }));
    Measured measured = run(odd).measured();
    assertTrue(measured.measures().stream().map(Measure::value).allMatch(v -> v.isEmpty()));
    assertEquals(
        new ProbeFailure("mine", "conv1", "its number is NaN."), measured.failures().get(0));
  }

  @Test
  void anAngleWithAZeroVectorIsUndefinedAndNoFailure() {
    Outcome outcome =
        run(tensors -> MeasureTest.zero(tensors.get("conv2.weight")), new FeedbackAngle());
    assertTrue(
        Compiled.byPath(outcome.measured().measures(), "feedback-angle").get("conv2").isEmpty());
    assertEquals(List.of(), outcome.measured().failures());
  }

  @Test
  void anAngleOfWhatIsNoNumberIsAFailure() {
    Outcome outcome =
        run(
            tensors -> {
              double[] poisoned = {Double.NaN};
              Tensor weight = tensors.get("conv2.weight");
              float[] numbers = weight.toArray();
              numbers[0] = (float) poisoned[0];
              weight.write(java.nio.FloatBuffer.wrap(numbers));
            },
            new FeedbackAngle());
    assertEquals(
        new ProbeFailure("feedback-angle", "conv2", "an inner product of its two tensors is NaN."),
        outcome.measured().failures().get(0));
  }
}
