package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;
import static io.feedalign.testkit.Closeness.assertSameBits;
import static io.feedalign.testkit.NetworkSketch.of;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;
import java.util.Arrays;
import java.util.List;

/** Learning steps under a constraint. */
record ConstraintChecks(Backend backend, Constraint constraint, Network network) {

  private static final int STEPS = 3;

  private RuleBench bench() {
    return new RuleBench(backend, RuleBench.calculus(), network);
  }

  private RuleBench.Shown after(int steps, Schedule rate) {
    UpdateRule scheduled =
        (emit, context, update) -> emit.multiply(update, context.scheduled("rate", rate));
    RuleBench bench = bench();
    return bench.show(
        bench.compiler().constraint(constraint).update(scheduled),
        bench.lesson(),
        steps,
        RuleBench.SEED);
  }

  private List<String> paths(Parameter.Role role) {
    List<Node> synapses = bench().synapses();
    return synapses.stream()
        .flatMap(
            node ->
                node.layer().parameters().stream()
                    .filter(parameter -> parameter.role() == role)
                    .map(node::pathOf))
        .toList();
  }

  /** In each of several steps, not only in the first. */
  void weightsMove() {
    for (int steps = 1; steps <= STEPS; steps++) {
      RuleBench.Shown shown = after(steps, Schedule.constant(0.1));
      for (String path : paths(Parameter.Role.WEIGHT)) {
        double[] before = of(shown.before(), path);
        assertFalse(
            Arrays.equals(before, shown.output("updated/" + path)),
            path + " stands still in step " + steps);
      }
    }
  }

  /** After a step that moved, one that does not move changes nothing: P(P(w)) = P(w). */
  void projectsOnce() {
    RuleBench.Shown shown = after(2, progress -> progress.step() == 0 ? 0.1 : 0);
    for (String path : paths(Parameter.Role.WEIGHT)) {
      double[] allowed = of(shown.before(), path);
      assertClose(path, allowed, shown.output("updated/" + path), bench().tolerance());
    }
  }

  /** The first step's credit and biases are those of the same start without the constraint. */
  void leavesTheRestAlone() {
    RuleBench.Shown shown = after(1, Schedule.constant(0.1));
    RuleBench.Shown free =
        new ConstraintChecks(backend, new StartOnly(constraint), network)
            .after(1, Schedule.constant(0.1));
    for (String path : paths(Parameter.Role.BIAS)) {
      String updated = "updated/" + path;
      assertClose(path, free.output(updated), shown.output(updated), bench().tolerance());
    }
    for (String path : paths(Parameter.Role.WEIGHT)) {
      String gradient = "gradient/" + path;
      assertClose(path, free.output(gradient), shown.output(gradient), bench().tolerance());
    }
  }

  /** Signs that the constraint declares are 1 or -1, stay, and are those of the weights. */
  void keepsTheSignsItDeclares() {
    CreditAssignmentRule throughSigns =
        (edge, context) ->
            (signals, emit) ->
                edge.pull(
                    emit, signals.at(edge.output()), context.signs(edge).orElseGet(edge::weight));
    RuleBench held = new RuleBench(backend, throughSigns, network);
    Compiler compiler = held.compiler().constraint(constraint).update(RuleBench.rate(1));
    RuleBench.Shown first = held.show(compiler, held.lesson(), 1, RuleBench.SEED);
    RuleBench.Shown last = held.show(compiler, held.lesson(), STEPS, RuleBench.SEED);
    for (Node node : bench().synapses()) {
      double[] signs = first.outputs().get("feedback/" + node.path());
      if (signs != null && Arrays.stream(signs).allMatch(sign -> Math.abs(sign) == 1)) {
        String path = node.path() + ".weight";
        assertSameBits(path, signs, last.output("feedback/" + node.path()));
        assertSameBits(path, signs, signum(last.output("updated/" + path)));
      }
    }
  }

  private static double[] signum(double[] numbers) {
    return Arrays.stream(numbers).map(Math::signum).toArray();
  }

  void repeats() {
    RuleBench.Shown first = after(STEPS, Schedule.constant(0.1));
    RuleBench.Shown again = after(STEPS, Schedule.constant(0.1));
    first.outputs().forEach((path, one) -> assertSameBits(path, one, again.output(path)));
  }

  /** Starts as the constraint wants, and then goes free. */
  private record StartOnly(Constraint constraint) implements Constraint {
    @Override
    public Value project(Emitter emit, UpdateContext context, Value proposed) {
      return proposed;
    }

    @Override
    public Value start(Emitter emit, UpdateContext context, Value drawn) {
      return constraint.start(emit, context, drawn);
    }
  }
}
