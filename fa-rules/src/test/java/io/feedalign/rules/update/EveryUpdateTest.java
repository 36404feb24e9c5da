package io.feedalign.rules.update;

import io.feedalign.nn.Parameter;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateRule;
import io.feedalign.testkit.UpdateRecursion;
import io.feedalign.testkit.UpdateRuleContract;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;

/** Every optimizer against its paper's recursion, as users name and set it. */
class EveryUpdateTest {

  /** A named chain with its settings, and what it should do to a tensor. */
  private abstract static class Case extends UpdateRuleContract {
    private final String name;
    private final Map<String, Object> settings;
    private final Function<Parameter, UpdateRecursion> expected;

    Case(String name, Map<String, Object> settings, Function<Parameter, UpdateRecursion> expected) {
      this.name = name;
      this.settings = settings;
      this.expected = expected;
    }

    UpdateRule chain(Map<String, Object> with) {
      return Trajectory.chain(name, with);
    }

    @Override
    protected UpdateRule update() {
      return chain(settings);
    }

    @Override
    protected UpdateRecursion expected(Parameter parameter) {
      return expected.apply(parameter);
    }
  }

  private static boolean isWeight(Parameter parameter) {
    return parameter.role() == Parameter.Role.WEIGHT;
  }

  @Nested
  class Descent extends Case {
    Descent() {
      super(
          "sgd",
          Map.of("rate", 0.1, "momentum", 0.7),
          p -> Recursions.sgd(Recursions.constant(0.1), 0.7, 0, false));
    }
  }

  @Nested
  class Nesterov extends Case {
    Nesterov() {
      super(
          "sgd",
          Map.of("rate", 0.1, "momentum", 0.7, "nesterov", true),
          p -> Recursions.sgd(Recursions.constant(0.1), 0.7, 0, true));
    }
  }

  @Nested
  class DescentWithDecayOfWeights extends Case {
    DescentWithDecayOfWeights() {
      super(
          "sgd",
          Map.of("rate", 0.1, "momentum", 0.7, "decay", 0.2, "decay_on", "weights"),
          p -> Recursions.sgd(Recursions.constant(0.1), 0.7, isWeight(p) ? 0.2 : 0, false));
    }

    @Override
    protected UpdateRule settling() {
      return chain(Map.of("rate", 0.1, "momentum", 0.7));
    }
  }

  /**
   * 24 steps of 6 epochs: up over a quarter of 1/4 of them, and through half an epoch of warmth.
   */
  @Nested
  class DescentOnOneCycleAfterAWarmUp extends Case {
    private static final double RISE = 0.25;

    DescentOnOneCycleAfterAWarmUp() {
      super(
          "sgd",
          Map.of(
              "rate",
              0.3,
              "momentum",
              0.5,
              "schedule",
              "one-cycle",
              "rise",
              RISE,
              "start",
              0.2,
              "warmup",
              0.5),
          p -> Recursions.sgd(DescentOnOneCycleAfterAWarmUp::rate, 0.5, 0, false));
    }

    private static double rate(Schedule.Progress at) {
      double done = at.step() / 24.0;
      double cycle =
          done < RISE
              ? 0.2 + 0.8 * done / RISE
              : 0.5 + 0.5 * Math.cos(Math.PI * (done - RISE) / (1 - RISE));
      return 0.3 * cycle * (at.step() == 0 ? 0.5 : 1);
    }
  }

  @Nested
  class BatchManhattan extends Case {
    BatchManhattan() {
      super(
          "sgd",
          Map.of("rate", 0.1, "momentum", 0.7, "decay", 0.2, "manhattan", true),
          p -> Recursions.manhattan(0.1, 0.7, 0.2));
    }

    @Override
    protected UpdateRule settling() {
      return chain(Map.of("rate", 0.1, "momentum", 0.0, "manhattan", true, "schedule", "cosine"));
    }
  }

  @Nested
  class ClippedByValueAndNorm extends Case {
    ClippedByValueAndNorm() {
      super(
          "sgd",
          Map.of("rate", 0.1, "momentum", 0.7, "clip_value", 0.75, "clip_norm", 1.25),
          p ->
              Recursions.clipped(
                  0.75, 1.25, Recursions.sgd(Recursions.constant(0.1), 0.7, 0, false)));
    }
  }

  @Nested
  class ClippedByNorm extends Case {
    ClippedByNorm() {
      super(
          "sgd",
          Map.of("rate", 0.1, "momentum", 0.0, "clip_norm", 1.25),
          p ->
              Recursions.clipped(
                  Double.MAX_VALUE, 1.25, Recursions.sgd(Recursions.constant(0.1), 0, 0, false)));
    }
  }

  @Nested
  class AdamItself extends Case {
    AdamItself() {
      super("adam", Map.of("rate", 0.1), p -> Recursions.adam(0.1, 0.9, 0.999, at -> 0));
    }

    @Override
    protected UpdateRule settling() {
      return chain(Map.of("rate", 0.1, "schedule", "cosine"));
    }
  }

  @Nested
  class AdamWAsInPyTorch extends Case {
    AdamWAsInPyTorch() {
      super(
          "adamw",
          Map.of("rate", 0.1, "decay", 0.2),
          p -> Recursions.adam(0.1, 0.9, 0.999, at -> 0.1 * 0.2));
    }

    @Override
    protected UpdateRule settling() {
      return chain(Map.of("rate", 0.1, "schedule", "cosine", "decay", 0.0));
    }
  }

  @Nested
  class AdamWAsInThePaper extends Case {
    AdamWAsInThePaper() {
      super(
          "adamw",
          Map.of(
              "rate",
              0.1,
              "decay",
              0.2,
              "decay_unit",
              "step",
              "decay_on",
              "weights",
              "schedule",
              "step",
              "milestones",
              List.of(0),
              "factor",
              0.5),
          p -> Recursions.adam(0.05, 0.9, 0.999, at -> isWeight(p) ? 0.5 * 0.2 : 0));
    }

    @Override
    protected UpdateRule settling() {
      return chain(Map.of("rate", 0.1, "schedule", "cosine", "decay", 0.0));
    }
  }

  @Nested
  class RmsProp extends Case {
    RmsProp() {
      super(
          "rmsprop",
          Map.of("rate", 0.05, "memory", 0.9, "momentum", 0.5, "decay", 0.2),
          p -> Recursions.rmsprop(0.05, 0.9, 0.5, 0.2));
    }

    @Override
    protected UpdateRule settling() {
      return chain(Map.of("rate", 0.05, "memory", 0.9, "schedule", "cosine"));
    }
  }

  @Nested
  class LayerWiseAdaptiveRates extends Case {
    LayerWiseAdaptiveRates() {
      super(
          "lars",
          Map.of(
              "rate",
              2.0,
              "momentum",
              0.7,
              "trust",
              0.05,
              "decay",
              0.2,
              "trust_on",
              "all",
              "warmup",
              2.0),
          p -> Recursions.lars(LayerWiseAdaptiveRates::rate, 0.7, 0.05, 0.2));
    }

    private static double rate(Schedule.Progress at) {
      return 2.0 * Math.min(1, (at.step() + 1) / 8.0);
    }

    @Override
    protected UpdateRule settling() {
      return chain(
          Map.of(
              "rate", 1.0, "momentum", 0.0, "trust", 0.1, "schedule", "cosine", "trust_on", "all"));
    }
  }

  @Nested
  class LayerWiseAdaptiveRatesOfWeights extends Case {
    LayerWiseAdaptiveRatesOfWeights() {
      super(
          "lars",
          Map.of("rate", 0.1, "momentum", 0.7, "trust", 0.5, "decay", 0.2, "decay_on", "weights"),
          p ->
              isWeight(p)
                  ? Recursions.lars(Recursions.constant(0.1), 0.7, 0.5, 0.2)
                  : Recursions.sgd(Recursions.constant(0.1), 0.7, 0, false));
    }

    @Override
    protected UpdateRule settling() {
      return chain(Map.of("rate", 0.5, "momentum", 0.0, "trust", 0.1, "schedule", "cosine"));
    }
  }
}
