package io.feedalign.core.run;

import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.backend.WorkingMemory;
import io.feedalign.core.run.Outlets.Reading;
import io.feedalign.data.Batch;
import io.feedalign.error.FaException;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.nn.Network;
import io.feedalign.optim.Schedule;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Tensor;
import io.feedalign.train.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/** A network under one rule on one backend: programs bound to memory, ready to run. */
public final class CompiledNetwork implements AutoCloseable {
  private final Network network;
  private final Backend backend;
  private final Arenas arenas;
  private final Map<String, BoundProgram> programs;
  private final Feeder feeder;
  private final Learning learning;
  private final Outlets outlets;
  private final Findings findings;

  /** Made by the compiler only: programs by name, sharing two arenas. */
  public CompiledNetwork(
      Network network, Runtime runtime, Map<String, BoundProgram> programs, Wiring wiring) {
    this.network = network;
    this.backend = runtime.backend();
    this.arenas = runtime.arenas();
    this.programs = new LinkedHashMap<>(programs);
    this.feeder = new Feeder(wiring.feeds());
    this.outlets = wiring.outlets();
    this.findings = wiring.findings();
    this.learning =
        new Learning(
            feeder,
            program("learn"),
            Optional.ofNullable(programs.get("rehearse")),
            outlets.learnLoss());
  }

  /** A backend and the memory taken from it. */
  public record Runtime(Backend backend, Arenas arenas) {}

  /** What is written before and read after programs run, and what was found while compiling. */
  public record Wiring(Feeds feeds, Outlets outlets, Findings findings) {}

  /** The network that was compiled. */
  public Network network() {
    return network;
  }

  /** Images in one step. */
  public int batch() {
    return feeder.batch();
  }

  /** Where it runs. */
  public Backend backend() {
    return backend;
  }

  /** All programs, as bound. */
  public List<Program> programs() {
    return programs.values().stream().map(BoundProgram::program).toList();
  }

  /** Bytes that live during a run of one program. */
  public long scratchBytes() {
    return arenas.scratch().bytes();
  }

  /** What the backend's kernels need beside. */
  public WorkingMemory working() {
    return programs.values().stream()
        .map(program -> program.executable().working())
        .reduce(WorkingMemory.NONE, WorkingMemory::and);
  }

  /** Bytes of parameters, states and feeds. */
  public long persistentBytes() {
    return arenas.persistent().bytes();
  }

  /** Draws every parameter and state anew from the seed, and remembers what rules ask for. */
  public void initialize() {
    BoundProgram draw = program("initialize");
    feeder.step(draw, 0);
    draw.run();
    program("remember").run();
    rehearseBefore();
  }

  /** Rehearsals before the first step count down to it, so that each draws other numbers. */
  private void rehearseBefore() {
    for (int i = outlets.rehearsalsBefore(); i > 0; i--) {
      BoundProgram rehearse = program("rehearse");
      feeder.step(rehearse, -i);
      rehearse.run();
    }
  }

  /**
   * Makes one learning step, and the rule's rehearsal if it is due.
   *
   * @param at how far training is: names random draws, sets scheduled rates
   * @return the mean loss of the batch before the update
   */
  public double learn(Batch batch, Schedule.Progress at) {
    begin(batch, at);
    return finish();
  }

  /**
   * Makes one learning step as {@link #learn(Batch, Schedule.Progress)} does, and tells how many
   * instructions of the program {@code learn} are done, as {@link Executable#run(IntConsumer)}
   * does.
   */
  public double learn(Batch batch, Schedule.Progress at, IntConsumer progress) {
    learning.begin(batch, at, program -> program.run(progress));
    return finish();
  }

  /**
   * Begins a learning step, which {@link #finish} waits for. Nothing but {@link #lands} and {@link
   * #land} may be called in between.
   */
  public void begin(Batch batch, Schedule.Progress at) {
    learning.begin(batch, at, Executable::begin);
  }

  /** Whether a batch can land while a step runs, so that it need not be copied after it. */
  public boolean lands() {
    return learning.lands();
  }

  /**
   * Copies the batch of the next step to where it does not disturb the one that runs. Only if
   * {@link #lands}. It must stay as it is until the step begins that it is given to.
   */
  public void land(Batch batch) {
    learning.land(batch);
  }

  /** Ends the step that was begun, as {@link #learn(Batch, Schedule.Progress)} does. */
  public double finish() {
    return learning.finish();
  }

  /** Scores one batch; changes nothing. */
  public Scored infer(Batch batch) {
    BoundProgram infer = program("infer");
    feeder.images(batch, infer.executable()::tensor);
    infer.run();
    double hits = outlets.hits().map(infer::scalar).orElse(Double.NaN);
    double top5 = outlets.top5Hits().map(infer::scalar).orElse(Double.NaN);
    return new Scored(infer.scalar(outlets.inferLoss()), hits, top5);
  }

  /** Takes every probe's measurements on one batch, but for those that fail; changes nothing. */
  public List<Measure> probe(Batch batch, long step) {
    return measure(batch, step).measures();
  }

  /** Takes every probe's measurements on one batch, and says which failed; changes nothing. */
  public Measured measure(Batch batch, long step) {
    return measure(batch, step, cadence -> true);
  }

  /** The same for those probes only whose cadence is chosen. */
  Measured measure(Batch batch, long step, Predicate<Cadence> due) {
    Measures measures = new Measures();
    outlets
        .readings()
        .forEach(
            (name, readings) -> {
              BoundProgram probe = program(name);
              if (due.test(probe.program().cadence())) {
                take(probe, readings, new Moment(batch, step), measures);
              }
            });
    return measures.all();
  }

  /** Whether a probe has a cadence that is chosen. */
  boolean measures(Predicate<Cadence> due) {
    return outlets.readings().keySet().stream()
        .anyMatch(name -> due.test(program(name).program().cadence()));
  }

  /** What a probe is run on. */
  private record Moment(Batch batch, long step) {}

  private void take(BoundProgram probe, List<Reading> readings, Moment at, Measures measures) {
    try {
      feeder.lesson(at.batch(), probe.executable()::tensor);
      feeder.step(probe, at.step());
      probe.run();
      measures.take(probe, readings);
    } catch (RuntimeException failure) {
      measures.failed(readings, failure);
    }
  }

  /** What compiling found worth telling. */
  public Findings findings() {
    return findings;
  }

  /** Every persistent tensor by path: {@code conv1.weight}, {@code conv1.feedback}, ... */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : List.of("initialize", "remember")) {
      BoundProgram program = program(name);
      for (Value state : program.program().states()) {
        tensors.put(state.name(), program.executable().tensor(state));
      }
    }
    return tensors;
  }

  /** What looks at the parameters while they learn. */
  WeightWatch watch() {
    return new WeightWatch(this, program("watch"), outlets.weightSums());
  }

  /** The path of a persistent tensor that holds a number which is not finite, if one does. */
  public Optional<String> notFinite() {
    return tensors().entrySet().stream()
        .filter(entry -> entry.getValue().type() != DType.I32)
        .filter(entry -> !Finite.all(entry.getValue().toArray()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private BoundProgram program(String name) {
    BoundProgram program = programs.get(name);
    if (program == null) {
      throw FaException.internal("There is no program '" + name + "' among " + programs.keySet());
    }
    return program;
  }

  @Override
  public void close() {
    programs.values().forEach(program -> program.executable().close());
    arenas.scratch().close();
    arenas.persistent().close();
  }
}
