package io.feedalign.core.compile;

import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.core.run.BoundProgram;
import io.feedalign.credit.Edge;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateContext;
import io.feedalign.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One learning step of which everything can be read: for audits, laws, and comparing with other
 * frameworks. It learns exactly as training does, and computes besides what training would skip,
 * such as the signal at the network's input.
 */
public final class InspectedStep implements AutoCloseable {
  private final Arenas arenas;
  private final Map<String, BoundProgram> programs;
  private final States states;
  private final Watch seen;

  private InspectedStep(
      Arenas arenas, Map<String, BoundProgram> programs, States states, Watch seen) {
    this.arenas = arenas;
    this.programs = programs;
    this.states = states;
    this.seen = seen;
  }

  static InspectedStep of(Backend backend, ProgramWriter writer, Watch watch) {
    List<Program> all = new ArrayList<>(List.of(watch.write(writer)));
    writer.rehearse().ifPresent(all::add);
    all.add(writer.initialize());
    all.add(writer.remember());
    Linker linker = new Linker(backend, all);
    Arenas arenas = linker.allocate(backend);
    return new InspectedStep(arenas, linker.bind(backend, arenas), writer.states(), watch);
  }

  /** Every edge of the network in topological order, as the step was compiled. */
  public List<Edge> edges() {
    return seen.edges();
  }

  /** What the constraint is given for each trainable parameter, by path. */
  public Map<String, UpdateContext> contexts() {
    return seen.contexts();
  }

  /**
   * {@code x}, {@code target} and every persistent tensor by path, to be written or read; of mixed
   * images also {@code second_target} and {@code share}.
   */
  public Map<String, Tensor> inputs() {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("x", tensor("step", states.input()));
    inputs.put("target", tensor("step", states.target()));
    states
        .mixture()
        .ifPresent(
            mixture -> {
              inputs.put("second_target", tensor("step", mixture.second()));
              inputs.put("share", tensor("step", mixture.share()));
            });
    for (String program : List.of("initialize", "remember")) {
      for (Value state : program(program).program().states()) {
        inputs.put(state.name(), tensor(program, state));
      }
    }
    return inputs;
  }

  /** Which inputs are functions of the starting weights, and can be recomputed. */
  public Set<String> remembered() {
    return states.remembered().keySet();
  }

  /** Draws every parameter and state from the seed, and remembers. */
  public void initialize() {
    tensor("initialize", states.step()).write(IntBuffer.wrap(new int[] {0}));
    program("initialize").run();
    remember();
  }

  /** Recomputes what is remembered, from the weights as they are. */
  public void remember() {
    program("remember").run();
  }

  /** Whether the rule has a phase of its own. */
  public boolean rehearses() {
    return programs.containsKey("rehearse");
  }

  /** Makes one rehearsal, under the step's number. */
  public void rehearse(long step) {
    tensor("rehearse", states.step()).write(IntBuffer.wrap(new int[] {Math.toIntExact(step)}));
    program("rehearse").run();
  }

  /** Makes one learning step, as step {@code step} of a one-epoch run. */
  public void run(long step) {
    tensor("step", states.step()).write(IntBuffer.wrap(new int[] {Math.toIntExact(step)}));
    Schedule.Progress at = new Schedule.Progress(step, Math.max(1, step + 1), 1);
    states
        .schedules()
        .forEach(
            (schedule, value) ->
                tensor("step", value)
                    .write(FloatBuffer.wrap(new float[] {(float) schedule.at(at)})));
    program("step").run();
  }

  /**
   * What the step computed: {@code output}, {@code loss}, {@code signal/PATH}, {@code
   * input_signal/PATH}, {@code feedback/PATH} (the very tensor through which credit was pulled),
   * {@code gradient/PATH.weight}, {@code updated/PATH.weight}, and so on.
   */
  public Map<String, Tensor> outputs() {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    seen.results().forEach((name, value) -> outputs.put(name, tensor("step", value)));
    return outputs;
  }

  private Tensor tensor(String program, Value value) {
    return program(program).executable().tensor(value);
  }

  private BoundProgram program(String name) {
    return Objects.requireNonNull(programs.get(name));
  }

  @Override
  public void close() {
    programs.values().forEach(program -> program.executable().close());
    arenas.scratch().close();
    arenas.persistent().close();
  }
}
