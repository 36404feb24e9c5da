package io.feedalign.core.compile;

import io.feedalign.error.FaException;
import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Philox;
import io.feedalign.ir.Tape;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.MixedTarget;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Schedule;
import io.feedalign.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Everything persistent of one compiled network by path: parameters, rule and update states, values
 * remembered from the start, and the feeds. All its programs share it.
 */
final class States {
  /** A state that starts by a draw. */
  private record Drawn(Value value, Initializer initializer) {}

  /** A state that starts as a function of the drawn ones. */
  private record Remembered(Value value, Function<Emitter, Value> atStart) {}

  private final AtomicInteger ids = new AtomicInteger();
  private final Tape declarations = new Tape(ids);
  private final long seed;
  private final Map<String, Drawn> drawn = new LinkedHashMap<>();
  private final Map<String, Remembered> remembered = new LinkedHashMap<>();
  private final Map<Schedule, Value> scheduled = new LinkedHashMap<>();
  private final Value step = declarations.declare("step", Form.integers(Shape.SCALAR));
  private final Value input;
  private final Value target;
  private Optional<MixedTarget> mixture = Optional.empty();

  States(Network network, int batch, long seed) {
    this.seed = seed;
    Shape output = network.output().outputShape().withBatch(batch);
    input = declarations.declare("x", Form.activation(network.inputShape().withBatch(batch)));
    target = declarations.declare("target", network.head().target(output));
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.layer().parameters()) {
        drawn(node.pathOf(parameter), parameter.shape(), parameter.initializer());
      }
    }
  }

  /** An empty tape for one more program. */
  Tape tape() {
    return new Tape(ids);
  }

  Value input() {
    return input;
  }

  Value target() {
    return target;
  }

  /** What is to be learnt from images that are, or are not, mixed in pairs. */
  Aim aim(boolean mixed) {
    if (mixed && mixture.isEmpty()) {
      Value second = declarations.declare("second_target", target.form());
      Form share = Form.parameter(Shape.of(input.shape().size(0)));
      mixture = Optional.of(new MixedTarget(target, second, declarations.declare("share", share)));
    }
    return new Aim(target, mixed ? mixture : Optional.empty());
  }

  /** The feeds of a mixture, if one was asked for. */
  Optional<MixedTarget> mixture() {
    return mixture;
  }

  Value step() {
    return step;
  }

  /** A stream of random numbers that changes with the step. */
  Draw fresh(String path) {
    return new Draw(Philox.key(seed, path), step);
  }

  /** The state at a path, declared on first use. */
  Value drawn(String path, Shape shape, Initializer initializer) {
    Drawn state =
        drawn.computeIfAbsent(
            path, p -> new Drawn(declarations.declare(p, Form.parameter(shape)), initializer));
    if (!state.value.shape().equals(shape)) {
      throw FaException.plugin(
          "State '"
              + path
              + "' was asked for with shape "
              + shape
              + " but is "
              + state.value.shape()
              + ". Give the second one another name.");
    }
    return state.value;
  }

  /** The value remembered at a path, declared on first use. */
  Value remembered(String path, Function<Emitter, Value> atStart) {
    Remembered known = remembered.get(path);
    if (known == null) {
      // Written once on a tape that is thrown away, only to learn its form.
      Form form = atStart.apply(Emitter.on(tape())).form();
      known = new Remembered(declarations.declare(path, form), atStart);
      remembered.put(path, known);
    }
    return known.value;
  }

  /** The feed that follows a schedule. */
  Value scheduled(String name, Schedule schedule) {
    return scheduled.computeIfAbsent(schedule, s -> declarations.declare(name, Form.SCALAR));
  }

  Map<Schedule, Value> schedules() {
    return scheduled;
  }

  Value parameter(Node node, Parameter parameter) {
    return drawn(node.pathOf(parameter), parameter.shape(), parameter.initializer());
  }

  /** Every persistent value by path. */
  Map<String, Value> all() {
    Map<String, Value> values = new LinkedHashMap<>();
    drawn.forEach((path, state) -> values.put(path, state.value));
    remembered.forEach((path, state) -> values.put(path, state.value));
    return values;
  }

  /** The remembered ones among them. */
  Map<String, Value> remembered() {
    Map<String, Value> values = new LinkedHashMap<>();
    remembered.forEach((path, state) -> values.put(path, state.value));
    return values;
  }

  /** Writes the draw of the state at a path. */
  Value draw(Emitter emit, String path) {
    Drawn state = Objects.requireNonNull(drawn.get(path));
    return state.initializer.draw(emit.in(path), state.value.shape(), fresh(path));
  }

  /** Writes the start of every drawn state: its draw, unless another start is given by path. */
  void initialize(Emitter emit, Map<String, Value> starts) {
    drawn.forEach(
        (path, state) -> {
          Value start = starts.get(path);
          emit.in(path).assign(state.value, start == null ? draw(emit, path) : start);
        });
  }

  /** Writes every remembered state from what the drawn ones hold. */
  void remember(Emitter emit) {
    remembered.forEach(
        (path, state) -> {
          Emitter here = emit.in(path);
          here.assign(state.value, state.atStart.apply(here));
        });
  }
}
