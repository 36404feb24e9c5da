package io.feedalign.core.compile;

import io.feedalign.core.run.Findings;
import io.feedalign.core.run.Outlets.Reading;
import io.feedalign.credit.EdgeRule;
import io.feedalign.ir.Assign;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Tape;
import io.feedalign.ir.Value;
import io.feedalign.nn.LossHead;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.train.Probe;
import io.feedalign.train.ProbeFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the programs of one network under one recipe, over shared states. */
final class ProgramWriter {
  private final Network network;
  private final Recipe recipe;
  private final States states;
  private final Held held;
  private final Aim aim;
  private final Map<String, String> feedback = new LinkedHashMap<>();
  private final Map<String, List<Reading>> readings = new LinkedHashMap<>();
  private final Map<String, Value> sums = new LinkedHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final List<ProbeFailure> failures = new ArrayList<>();
  private @Nullable Value learnLoss;

  ProgramWriter(Network network, Recipe recipe) {
    this.network = network;
    this.recipe = recipe;
    this.states = new States(network, recipe.batch(), recipe.seed());
    this.held = new Held(network, states, recipe.constraint());
    this.aim = states.aim(recipe.mixed());
  }

  States states() {
    return states;
  }

  Held held() {
    return held;
  }

  Aim aim() {
    return aim;
  }

  /** What each program that probes leaves, by its name. */
  Map<String, List<Reading>> readings() {
    return readings;
  }

  /** The sum of each parameter, by path. */
  Map<String, Value> sums() {
    return sums;
  }

  /** What is worth telling once all programs are written. */
  Findings findings() {
    return new Findings(List.copyOf(notes), failures);
  }

  /** The name of the tensor through which each synapse pulled its credit, by path. */
  Map<String, String> feedback() {
    return feedback;
  }

  Value learnLoss() {
    return Objects.requireNonNull(learnLoss, "learn() comes first");
  }

  /** One forward pass, the rule's credit on it, and its tape. */
  record Lesson(
      Tape tape, Emitter emit, ForwardPass pass, RuleTransport rule, CreditTracer credit) {}

  Lesson lesson(Mode mode) {
    Tape tape = states.tape();
    Emitter emit = Emitter.on(tape);
    ForwardPass pass = new ForwardPass(network, states, tape, mode);
    EdgeContext.Keep keep = new EdgeContext.Keep(states, held, notes);
    RuleTransport transport = new RuleTransport(recipe.rule(), pass, keep);
    CreditTracer credit = new CreditTracer(pass, transport, emit, aim);
    return new Lesson(tape, emit, pass, transport, credit);
  }

  UpdateTracer update(Lesson lesson) {
    UpdateTracer update = new UpdateTracer(recipe.update(), held, lesson.emit());
    update.learn(lesson.pass(), lesson.credit(), lesson.rule());
    return update;
  }

  Program learn() {
    Lesson lesson = lesson(Mode.LEARN);
    update(lesson);
    Value loss = lesson.credit().loss();
    learnLoss = loss;
    for (LayerEdge edge : lesson.pass().synapses()) {
      feedback.put(edge.path(), edge.feedback().map(Value::name).orElse("none"));
    }
    return finish("learn", Cadence.EVERY_STEP, lesson.tape(), List.of(loss));
  }

  /** The written inference and where its results are. */
  record Inference(Program program, Value loss, Optional<Value> hits, Optional<Value> top5) {}

  Inference infer() {
    Tape tape = states.tape();
    Emitter emit = Emitter.on(tape);
    Value output = new ForwardPass(network, states, tape, Mode.INFER).output();
    LossHead head = network.head();
    Value loss = head.meet(emit.in("loss"), output, states.target()).loss();
    Optional<Value> hits = head.hits(emit.in("hits"), output, states.target(), 1);
    Optional<Value> top5 = head.hits(emit.in("top5"), output, states.target(), 5);
    Set<Value> reads = new LinkedHashSet<>(List.of(loss));
    hits.ifPresent(reads::add);
    top5.ifPresent(reads::add);
    return new Inference(finish("infer", Cadence.ON_DEMAND, tape, reads), loss, hits, top5);
  }

  /** One program for each cadence at which something is measured; the first runs every epoch. */
  List<Program> probes() {
    Map<Cadence, List<Probe>> groups = new LinkedHashMap<>();
    groups.put(Cadence.EVERY_EPOCH, new ArrayList<>());
    recipe
        .probes()
        .forEach(
            timed ->
                groups
                    .computeIfAbsent(timed.cadence(), cadence -> new ArrayList<>())
                    .add(timed.probe()));
    List<Program> programs = new ArrayList<>();
    groups.forEach((cadence, probes) -> programs.add(probe(cadence, probes)));
    return programs;
  }

  private Program probe(Cadence cadence, List<Probe> probes) {
    String name = cadence.unit() == Cadence.Unit.STEP ? "probe-" + cadence.every() : "probe";
    Lesson lesson = lesson(Mode.OBSERVE);
    CreditTracer exact =
        new CreditTracer(lesson.pass(), Transport.exact(), lesson.emit().in("exact"), aim);
    ProbeTracer tracer = new ProbeTracer(lesson.pass(), lesson.credit(), exact, lesson.emit());
    probes.forEach(probe -> tracer.observe(probe).ifPresent(failures::add));
    Set<Value> reads = new LinkedHashSet<>();
    tracer.readings().forEach(reading -> reads.addAll(reading.scalars()));
    readings.put(name, tracer.readings());
    return finish(name, cadence, lesson.tape(), reads);
  }

  /** The rule's phase of its own, if it has one. */
  Optional<Program> rehearse() {
    Cadence cadence = recipe.rule().rehearsal();
    if (cadence.equals(Cadence.NEVER) && recipe.rule().rehearsalsBefore() == 0) {
      return Optional.empty();
    }
    Lesson lesson = lesson(Mode.OBSERVE);
    for (Map.Entry<LayerEdge, EdgeRule> entry : lesson.rule().edgeRules().entrySet()) {
      entry.getValue().rehearse(lesson.emit().in(entry.getKey().path() + "/rehearse"));
    }
    return Optional.of(finish("rehearse", cadence, lesson.tape(), List.of()));
  }

  Program initialize() {
    Tape tape = states.tape();
    Emitter emit = Emitter.on(tape);
    Map<String, Value> starts = held.starts(emit);
    states.initialize(emit, starts);
    return finish("initialize", Cadence.ONCE, tape, List.of());
  }

  Program remember() {
    Tape tape = states.tape();
    states.remember(Emitter.on(tape));
    return finish("remember", Cadence.ONCE, withWhatIsRemembered(tape.instructions()), List.of());
  }

  /** Sums up each parameter: the sum of a number that is not finite is not. */
  Program watch() {
    Tape tape = states.tape();
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.layer().parameters()) {
        String path = node.pathOf(parameter);
        Emitter emit = Emitter.on(tape).in(path + "/watch");
        sums.put(path, emit.sum(states.parameter(node, parameter)));
      }
    }
    return finish("watch", Cadence.ON_DEMAND, tape, sums.values());
  }

  /**
   * What reads a remembered value reads what it becomes, not what it held before; each is written
   * before those that read it, for it was declared before them.
   */
  private List<Instruction> withWhatIsRemembered(List<Instruction> written) {
    Map<Value, Value> becomes = new HashMap<>();
    List<Instruction> body = new ArrayList<>();
    for (Instruction instruction : written) {
      List<Value> inputs = new ArrayList<>(instruction.inputs());
      if (instruction.op() instanceof Assign) {
        becomes.put(inputs.get(0), becomes.getOrDefault(inputs.get(1), inputs.get(1)));
        inputs.set(1, becomes.get(inputs.get(0)));
      } else {
        inputs.replaceAll(value -> becomes.getOrDefault(value, value));
      }
      body.add(new Instruction(instruction.op(), inputs, instruction.outputs()));
    }
    return body;
  }

  Program finish(String name, Cadence cadence, Tape tape, Collection<Value> reads) {
    return finish(name, cadence, tape.instructions(), reads);
  }

  private Program finish(
      String name, Cadence cadence, List<Instruction> written, Collection<Value> reads) {
    List<Value> kept = List.copyOf(new LinkedHashSet<>(reads));
    List<Instruction> needed = Simplifier.simplify(written, kept);
    List<Instruction> gated = PooledGates.rewrite(needed, kept, states.tape());
    List<Instruction> body = inPrecision(Simplifier.simplify(gated, kept), kept);
    Set<Value> used = new HashSet<>();
    body.forEach(instruction -> used.addAll(instruction.inputs()));
    List<Value> persistent = states.all().values().stream().filter(used::contains).toList();
    return new Program(name, cadence, body, feeds(), persistent, kept);
  }

  private List<Instruction> inPrecision(List<Instruction> body, List<Value> reads) {
    return recipe.precision() == Precision.BF16
        ? Simplifier.simplify(BrainFloats.rewrite(body, reads, states.tape()), reads)
        : body;
  }

  private List<Value> feeds() {
    List<Value> feeds = new ArrayList<>(List.of(states.input(), states.target(), states.step()));
    states.mixture().ifPresent(mixture -> feeds.addAll(List.of(mixture.second(), mixture.share())));
    feeds.addAll(states.schedules().values());
    return feeds;
  }
}
