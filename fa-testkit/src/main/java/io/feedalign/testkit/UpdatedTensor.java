package io.feedalign.testkit;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Philox;
import io.feedalign.ir.Program;
import io.feedalign.ir.Tape;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What an update rule is given for one tensor of an {@link UpdateWalk}. */
final class UpdatedTensor implements UpdateContext {

  // Above every id of the walk's own program.
  static final int OTHER_IDS = 1 << 20;

  /** A parameter and the numbers that it starts with. */
  record Start(Parameter parameter, double... numbers) {}

  private final Backend backend;
  private final Sketch sketch;
  private final Map<Schedule, Value> schedules;
  private final Start start;
  private final Value weight;
  private final Map<String, Value> states = new LinkedHashMap<>();
  private final Map<String, Value> remembered = new LinkedHashMap<>();

  UpdatedTensor(Backend backend, Sketch sketch, Map<Schedule, Value> schedules, Start start) {
    this.backend = backend;
    this.sketch = sketch;
    this.schedules = schedules;
    this.start = start;
    this.weight = sketch.state(Form.parameter(start.parameter().shape()), start.numbers());
  }

  /** The weight and every state, by name. */
  Map<String, Value> held() {
    Map<String, Value> held = new LinkedHashMap<>(states);
    held.put("", weight);
    return held;
  }

  @Override
  public Parameter parameter() {
    return start.parameter();
  }

  @Override
  public boolean first() {
    return false;
  }

  @Override
  public Value weight() {
    return weight;
  }

  @Override
  public Value state(String name, Initializer initializer) {
    return states.computeIfAbsent(
        name, n -> sketch.state(Form.parameter(weight.shape()), drawn(n, initializer)));
  }

  private double[] drawn(String name, Initializer initializer) {
    Sketch drawing = new Sketch();
    Draw draw = new Draw(Philox.key(0, name), drawing.integer(0));
    Value drawn = initializer.draw(drawing.emit(), weight.shape(), draw);
    drawing.read(drawn);
    try (Rig rig = Rig.on(backend, drawing)) {
      rig.run();
      return rig.read(drawn);
    }
  }

  @Override
  public Value remember(String name, Function<Emitter, Value> atStart) {
    return remembered.computeIfAbsent(name, n -> fromTheStart(atStart));
  }

  private Value fromTheStart(Function<Emitter, Value> atStart) {
    Tape tape = new Tape(new AtomicInteger(OTHER_IDS));
    Value result = atStart.apply(Emitter.on(tape));
    Program program =
        new Program(
            "remember",
            Cadence.ON_DEMAND,
            tape.instructions(),
            List.of(),
            List.of(weight),
            List.of(result));
    try (Rig rig = new Rig(backend, program, Placement.separate())) {
      rig.write(weight, start.numbers());
      rig.run();
      return sketch.state(result.form(), rig.read(result));
    }
  }

  @Override
  public Value scheduled(String name, Schedule schedule) {
    return schedules.computeIfAbsent(schedule, s -> sketch.scalar(0));
  }
}
