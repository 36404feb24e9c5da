package io.feedalign.core.compile;

import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.core.run.BoundProgram;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.nn.Mode;
import io.feedalign.optim.Schedule;
import io.feedalign.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
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
  private final Map<String, Value> results;

  private InspectedStep(
      Arenas arenas,
      Map<String, BoundProgram> programs,
      States states,
      Map<String, Value> results) {
    this.arenas = arenas;
    this.programs = programs;
    this.states = states;
    this.results = results;
  }

  static InspectedStep of(Backend backend, ProgramWriter writer) {
    Map<String, Value> results = new LinkedHashMap<>();
    Program step = write(writer, results);
    List<Program> all = List.of(step, writer.initialize(), writer.remember());
    Linker linker = new Linker(backend, all);
    Arenas arenas = linker.allocate(backend);
    return new InspectedStep(arenas, linker.bind(backend, arenas), writer.states(), results);
  }

  private static Program write(ProgramWriter writer, Map<String, Value> results) {
    ProgramWriter.Lesson lesson = writer.lesson(Mode.LEARN);
    UpdateTracer update = writer.update(lesson);
    results.put("output", lesson.pass().output());
    results.put("loss", lesson.credit().loss());
    for (LayerEdge edge : lesson.pass().synapses()) {
      results.put("signal/" + edge.path(), lesson.credit().at(edge.output()));
      results.put("input_signal/" + edge.path(), lesson.credit().crossing(edge));
      // A copy, since a feedback weight that learning changes would be read after its change.
      edge.feedback()
          .ifPresent(
              weight ->
                  results.put(
                      "feedback/" + edge.path(),
                      lesson.emit().in(edge.path() + "/feedback").affine(weight, 1, 0)));
    }
    update.gradients().forEach((path, value) -> results.put("gradient/" + path, value));
    update.updated().forEach((path, value) -> results.put("updated/" + path, value));
    return writer.finish("step", Cadence.ON_DEMAND, lesson.tape(), results.values());
  }

  /** {@code x}, {@code target} and every persistent tensor by path, to be written or read. */
  public Map<String, Tensor> inputs() {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("x", tensor("step", states.input()));
    inputs.put("target", tensor("step", states.target()));
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
    results.forEach((name, value) -> outputs.put(name, tensor("step", value)));
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
