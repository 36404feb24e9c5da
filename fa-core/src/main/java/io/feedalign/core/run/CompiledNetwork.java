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
import io.feedalign.nn.MixedTarget;
import io.feedalign.nn.Network;
import io.feedalign.optim.Schedule;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Tensor;
import io.feedalign.train.Measure;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/** A network under one rule on one backend: programs bound to memory, ready to run. */
public final class CompiledNetwork implements AutoCloseable {
  private final Network network;
  private final Backend backend;
  private final Arenas arenas;
  private final Map<String, BoundProgram> programs;
  private final Feeds feeds;
  private final Outlets outlets;
  private final Findings findings;

  /** Made by the compiler only: programs by name, sharing two arenas. */
  public CompiledNetwork(
      Network network, Runtime runtime, Map<String, BoundProgram> programs, Wiring wiring) {
    this.network = network;
    this.backend = runtime.backend();
    this.arenas = runtime.arenas();
    this.programs = new LinkedHashMap<>(programs);
    this.feeds = wiring.feeds();
    this.outlets = wiring.outlets();
    this.findings = wiring.findings();
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
    return feeds.input().shape().size(0);
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
    draw.executable().tensor(feeds.step()).write(IntBuffer.wrap(new int[] {0}));
    draw.run();
    program("remember").run();
    rehearseBefore();
  }

  /** Rehearsals before the first step count down to it, so that each draws other numbers. */
  private void rehearseBefore() {
    for (int i = outlets.rehearsalsBefore(); i > 0; i--) {
      BoundProgram rehearse = program("rehearse");
      setStep(rehearse, -i);
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
    return step(batch, at, Executable::run);
  }

  /**
   * Makes one learning step as {@link #learn(Batch, Schedule.Progress)} does, and tells how many
   * instructions of the program {@code learn} are done, as {@link Executable#run(IntConsumer)}
   * does.
   */
  public double learn(Batch batch, Schedule.Progress at, IntConsumer progress) {
    return step(batch, at, learn -> learn.run(progress));
  }

  private double step(Batch batch, Schedule.Progress at, Consumer<Executable> run) {
    BoundProgram learn = program("learn");
    feed(learn, batch);
    feedMixture(learn, batch);
    setStep(learn, at.step());
    feeds.scheduled().forEach((schedule, value) -> writeScalar(learn, value, schedule.at(at)));
    run.accept(learn.executable());
    rehearseIfDue(at.step());
    return learn.scalar(outlets.learnLoss());
  }

  private void rehearseIfDue(long step) {
    BoundProgram rehearse = programs.get("rehearse");
    if (rehearse == null) {
      return;
    }
    Cadence cadence = rehearse.program().cadence();
    if (cadence.unit() == Cadence.Unit.STEP && (step + 1) % cadence.every() == 0) {
      rehearse.run();
    }
  }

  /** Scores one batch; changes nothing. */
  public Scored infer(Batch batch) {
    BoundProgram infer = program("infer");
    feed(infer, batch);
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
      feed(probe, at.batch());
      feedMixture(probe, at.batch());
      setStep(probe, at.step());
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

  private void feed(BoundProgram program, Batch batch) {
    if (batch.size() != batch()) {
      throw FaException.user(
          "A batch of "
              + batch.size()
              + " images was fed to a network compiled for "
              + batch()
              + ". Allocate it with Batch.allocate("
              + batch()
              + ", ...).");
    }
    program.executable().tensor(feeds.input()).writeInLayout(batch.images().duplicate().rewind());
    program.executable().tensor(feeds.target()).write(batch.targets().duplicate().rewind());
  }

  /** What only learning knows: scoring goes by the first targets. */
  private void feedMixture(BoundProgram program, Batch batch) {
    if (feeds.mixture().isPresent() != batch.mixture().isPresent()) {
      throw FaException.user(
          batch.mixture().isPresent()
              ? "A batch of mixed images was fed to a network that was compiled for images of one"
                  + " class each. Compile it with Compiler.mixed(true)."
              : "A batch of images of one class each was fed to a network that was compiled for"
                  + " mixed images. Allocate it with Batch.allocate(size, data).");
    }
    batch
        .mixture()
        .ifPresent(
            given -> {
              MixedTarget mixture = feeds.mixture().orElseThrow();
              Executable bound = program.executable();
              bound.tensor(mixture.second()).write(given.seconds().duplicate().rewind());
              bound.tensor(mixture.share()).write(given.shares().duplicate().rewind());
            });
  }

  private void setStep(BoundProgram program, long step) {
    int[] counter = {Math.toIntExact(step)};
    program.executable().tensor(feeds.step()).write(IntBuffer.wrap(counter));
  }

  private static void writeScalar(BoundProgram program, Value value, double number) {
    program.executable().tensor(value).write(FloatBuffer.wrap(new float[] {(float) number}));
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
