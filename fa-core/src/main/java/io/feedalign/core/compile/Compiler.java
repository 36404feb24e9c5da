package io.feedalign.core.compile;

import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.core.run.BoundProgram;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Feeds;
import io.feedalign.core.run.Outlets;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.data.Dataset;
import io.feedalign.error.FaException;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Program;
import io.feedalign.nn.Network;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateRule;
import io.feedalign.train.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The only door to compiling: a network, a rule and an update chain become programs on a backend.
 * Immutable; each setter gives a new one.
 *
 * <pre>{@code
 * CompiledNetwork compiled =
 *     Compiler.on(backend).rule(rule).update(sgd).batch(64).seed(1).compile(network);
 * }</pre>
 */
public final class Compiler {
  private final Backend backend;
  private final Recipe recipe;

  private Compiler(Backend backend, Recipe recipe) {
    this.backend = backend;
    this.recipe = recipe;
  }

  /**
   * A compiler for a backend: exact transport, plain subtraction of the gradient, no constraint, no
   * probes, batches of 128 and seed 0, until told otherwise.
   */
  public static Compiler on(Backend backend) {
    CreditAssignmentRule exact =
        (edge, context) ->
            (signals, emit) -> edge.pull(emit, signals.at(edge.output()), edge.weight());
    UpdateRule plain = (emit, context, update) -> update;
    return new Compiler(
        backend,
        new Recipe(exact, plain, Constraint.none(), List.of(), 128, 0, Precision.F32, false));
  }

  /** Credit is carried by this rule. */
  public Compiler rule(CreditAssignmentRule rule) {
    return with(draft -> draft.rule = rule);
  }

  /** Weights change by this chain. */
  public Compiler update(UpdateRule update) {
    return with(draft -> draft.update = update);
  }

  /** Changed weights are put back where this constraint allows. */
  public Compiler constraint(Constraint constraint) {
    return with(draft -> draft.constraint = constraint);
  }

  /** One more probe, taken after each epoch. */
  public Compiler probe(Probe probe) {
    return probe(new TimedProbe(probe, Cadence.EVERY_EPOCH));
  }

  /** One more probe, taken at its cadence and after each epoch. */
  public Compiler probe(TimedProbe probe) {
    return with(draft -> draft.probes.add(probe));
  }

  /** Images in one step. */
  public Compiler batch(int batch) {
    if (batch < 1) {
      throw FaException.user("A batch of " + batch + " images makes no sense; give at least 1.");
    }
    return with(draft -> draft.batch = batch);
  }

  /** Names every random draw, together with its path and step. */
  public Compiler seed(long seed) {
    return with(draft -> draft.seed = seed);
  }

  /** For images that are mixed in pairs, with two targets each: as {@link Dataset#mixed} says. */
  public Compiler mixed(boolean mixed) {
    return with(draft -> draft.mixed = mixed);
  }

  /** In this arithmetic, which the backend must be capable of. */
  public Compiler precision(Precision precision) {
    if (precision == Precision.BF16 && !backend.capabilities().contains(Capability.BF16)) {
      throw FaException.user(
          "Backend '"
              + backend.name()
              + "' cannot compute in bf16 here. Use precision: f32, or another backend.");
    }
    return with(draft -> draft.precision = precision);
  }

  private Compiler with(Consumer<Recipe.Draft> change) {
    return new Compiler(backend, recipe.with(change));
  }

  /** The programs as traced, for reading and for plan tests: nothing is allocated. */
  public StepPrograms trace(Network network) {
    ProgramWriter writer = new ProgramWriter(network, recipe);
    List<Program> programs = new ArrayList<>();
    programs.add(writer.learn());
    ProgramWriter.Inference inference = writer.infer();
    programs.add(inference.program());
    programs.addAll(writer.probes());
    writer.rehearse().ifPresent(programs::add);
    programs.add(writer.initialize());
    programs.add(writer.remember());
    programs.add(writer.watch());
    Outlets outlets =
        new Outlets(
            writer.learnLoss(),
            inference.loss(),
            inference.hits(),
            inference.top5(),
            writer.readings(),
            writer.sums(),
            recipe.rule().rehearsalsBefore());
    return new StepPrograms(
        programs,
        feeds(writer.states()),
        outlets,
        writer.states().all(),
        writer.feedback(),
        writer.findings());
  }

  /** The programs in the order and memory in which they would run: nothing is allocated. */
  public ExecutionPlan plan(Network network) {
    StepPrograms traced = trace(network);
    return new ExecutionPlan(network, traced, new Linker(backend, traced.programs()), backend);
  }

  /** A network ready to train on the backend. */
  public CompiledNetwork compile(Network network) {
    StepPrograms traced = trace(network);
    Linker linker = new Linker(backend, traced.programs());
    Arenas arenas = linker.allocate(backend);
    Map<String, BoundProgram> bound = linker.bind(backend, arenas);
    return new CompiledNetwork(
        network,
        new CompiledNetwork.Runtime(backend, arenas),
        bound,
        new CompiledNetwork.Wiring(traced.feeds(), traced.outlets(), traced.findings()));
  }

  /** One learning step of which every signal can be read: for comparisons with other frameworks. */
  public InspectedStep inspect(Network network) {
    return inspect(network, Watch.Depth.INPUT);
  }

  /**
   * One learning step as training makes it, of which can be read besides what crosses every edge,
   * {@code credit/EDGE}, and what every node yields, {@code forward/PATH}.
   */
  public InspectedStep inspectEveryEdge(Network network) {
    return inspect(network, Watch.Depth.EVERY_EDGE);
  }

  /**
   * One learning step, and on its forward pass what crosses every edge by calculus alone, {@code
   * exact_credit/EDGE}, and arrives at every synapse, {@code exact_signal/PATH}.
   */
  public InspectedStep inspectBesideExact(Network network) {
    return inspect(network, Watch.Depth.BESIDE_EXACT);
  }

  private InspectedStep inspect(Network network, Watch.Depth depth) {
    return InspectedStep.of(backend, new ProgramWriter(network, recipe), new Watch(depth));
  }

  /** Where it compiles to. */
  public Backend backend() {
    return backend;
  }

  /** What it compiles with: read by audits. */
  public Recipe recipe() {
    return recipe;
  }

  private static Feeds feeds(States states) {
    return new Feeds(
        states.input(), states.target(), states.mixture(), states.step(), states.schedules());
  }
}
