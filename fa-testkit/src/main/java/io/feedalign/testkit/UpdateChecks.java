package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;
import static io.feedalign.testkit.Closeness.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateRule;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Walks of an update rule over a weight, a bias and a gain. */
record UpdateChecks(Backend backend, UpdateRule rule) {

  private static final int STEPS = 24;
  private static final int STEPS_PER_EPOCH = 4;

  /** Small, ordinary, none at all, and large: what is divided by its own size must stand it all. */
  private static final double[] SIZES = {1e-3, 1, 0.5, 0, 30};

  private static final List<Parameter> PARAMETERS =
      List.of(
          new Parameter("weight", Shape.of(3, 4), Initializer.ZEROS, Parameter.Role.WEIGHT),
          new Parameter("bias", Shape.of(3), Initializer.ZEROS, Parameter.Role.BIAS),
          new Parameter("gain", Shape.of(2), Initializer.ZEROS, Parameter.Role.GAIN));

  private UpdateWalk walk() {
    return new UpdateWalk(backend, rule, PARAMETERS, numbers(-1, 1));
  }

  private static double[][] numbers(int step, double size) {
    double[][] numbers = new double[PARAMETERS.size()][];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Numbers.normal(PARAMETERS.size() * step + i, PARAMETERS.get(i).shape());
      for (int j = 0; j < numbers[i].length; j++) {
        numbers[i][j] *= size;
      }
    }
    return numbers;
  }

  private static double[][] gradients(int step) {
    return numbers(step, SIZES[step % SIZES.length]);
  }

  private static Schedule.Progress at(int step) {
    return new Schedule.Progress(step, STEPS_PER_EPOCH, STEPS / STEPS_PER_EPOCH);
  }

  void follows(Function<Parameter, UpdateRecursion> expected, double tolerance) {
    List<UpdateRecursion> recursions = PARAMETERS.stream().map(expected).toList();
    double[][] weights = numbers(-1, 1);
    try (UpdateWalk walk = walk()) {
      for (int step = 0; step < STEPS; step++) {
        double[][] gradients = gradients(step);
        walk.step(at(step), gradients);
        for (int i = 0; i < weights.length; i++) {
          weights[i] = recursions.get(i).next(weights[i], gradients[i], at(step));
          String what = PARAMETERS.get(i).name() + " after step " + step;
          assertClose(what, weights[i], walk.weight(i), tolerance);
        }
      }
    }
  }

  /** Whoever takes over weights and states half-way arrives where the first walk does. */
  void remembersInItsStatesOnly() {
    try (UpdateWalk whole = walk();
        UpdateWalk second = walk()) {
      for (int step = 0; step < STEPS / 2; step++) {
        whole.step(at(step), gradients(step));
      }
      second.resume(whole);
      for (int step = STEPS / 2; step < STEPS; step++) {
        whole.step(at(step), gradients(step));
      }
      for (int step = STEPS / 2; step < STEPS; step++) {
        second.step(at(step), gradients(step));
      }
      for (int i = 0; i < PARAMETERS.size(); i++) {
        assertSameBits(PARAMETERS.get(i).name(), whole.weight(i), second.weight(i));
      }
    }
  }

  void writesItsOwnStatesOnly() {
    try (UpdateWalk walk = walk()) {
      assertEquals(Set.of(), walk.strangersWritten(), "assigned to, but no state of the rule");
    }
  }

  /** Two of each tensor need no more scalars than one. */
  void sharesItsSchedules() {
    List<Parameter> twice = new ArrayList<>(PARAMETERS);
    twice.addAll(PARAMETERS);
    double[][] start = new double[twice.size()][];
    for (int i = 0; i < start.length; i++) {
      start[i] = numbers(-1, 1)[i % PARAMETERS.size()];
    }
    try (UpdateWalk once = walk();
        UpdateWalk both = new UpdateWalk(backend, rule, twice, start)) {
      assertEquals(once.schedules(), both.schedules(), "scalars that follow a schedule");
    }
  }

  /** Half the sum of c (w - t)^2 falls below a part of what it was; c lies in [1/2, 2]. */
  void reachesTheMinimum(int steps, double part) {
    double[][] target = numbers(1000, 1);
    double[][] weights = numbers(-1, 1);
    double before = loss(weights, target);
    try (UpdateWalk walk = walk()) {
      for (int step = 0; step < steps; step++) {
        walk.step(new Schedule.Progress(step, steps, 1), slopes(weights, target));
        for (int i = 0; i < weights.length; i++) {
          weights[i] = walk.weight(i);
        }
      }
    }
    double after = loss(weights, target);
    assertTrue(after <= part * before, "the loss went from " + before + " to " + after);
  }

  private static double[][] slopes(double[][] weights, double[][] target) {
    double[][] slopes = new double[weights.length][];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = new double[weights[i].length];
      for (int j = 0; j < slopes[i].length; j++) {
        slopes[i][j] = curvature(j) * (weights[i][j] - target[i][j]);
      }
    }
    return slopes;
  }

  private static double loss(double[][] weights, double[][] target) {
    double loss = 0;
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < weights[i].length; j++) {
        double off = weights[i][j] - target[i][j];
        loss += curvature(j) * off * off / 2;
      }
    }
    return loss;
  }

  private static double curvature(int element) {
    return 0.5 * (1 + element % 4);
  }
}
