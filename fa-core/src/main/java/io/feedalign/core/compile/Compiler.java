package io.feedalign.core.compile;

import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.core.run.BoundProgram;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Feeds;
import io.feedalign.core.run.Outlets;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.error.FaException;
import io.feedalign.ir.Program;
import io.feedalign.nn.Network;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateRule;
import io.feedalign.train.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    return new Compiler(backend, new Recipe(exact, plain, Constraint.none(), List.of(), 128, 0));
  }

  /** Credit is carried by this rule. */
  public Compiler rule(CreditAssignmentRule rule) {
    return with(
        new Recipe(
            rule,
            recipe.update(),
            recipe.constraint(),
            recipe.probes(),
            recipe.batch(),
            recipe.seed()));
  }

  /** Weights change by this chain. */
  public Compiler update(UpdateRule update) {
    return with(
        new Recipe(
            recipe.rule(),
            update,
            recipe.constraint(),
            recipe.probes(),
            recipe.batch(),
            recipe.seed()));
  }

  /** Changed weights are put back where this constraint allows. */
  public Compiler constraint(Constraint constraint) {
    return with(
        new Recipe(
            recipe.rule(),
            recipe.update(),
            constraint,
            recipe.probes(),
            recipe.batch(),
            recipe.seed()));
  }

  /** One more probe. */
  public Compiler probe(Probe probe) {
    List<Probe> probes = new ArrayList<>(recipe.probes());
    probes.add(probe);
    return with(
        new Recipe(
            recipe.rule(),
            recipe.update(),
            recipe.constraint(),
            probes,
            recipe.batch(),
            recipe.seed()));
  }

  /** Images in one step. */
  public Compiler batch(int batch) {
    if (batch < 1) {
      throw FaException.user("A batch of " + batch + " images makes no sense; give at least 1.");
    }
    return with(
        new Recipe(
            recipe.rule(),
            recipe.update(),
            recipe.constraint(),
            recipe.probes(),
            batch,
            recipe.seed()));
  }

  /** Names every random draw, together with its path and step. */
  public Compiler seed(long seed) {
    return with(
        new Recipe(
            recipe.rule(),
            recipe.update(),
            recipe.constraint(),
            recipe.probes(),
            recipe.batch(),
            seed));
  }

  private Compiler with(Recipe other) {
    return new Compiler(backend, other);
  }

  /** The programs as traced, for reading and for plan tests: nothing is allocated. */
  public StepPrograms trace(Network network) {
    ProgramWriter writer = new ProgramWriter(network, recipe);
    List<Program> programs = new ArrayList<>();
    programs.add(writer.learn());
    ProgramWriter.Inference inference = writer.infer();
    programs.add(inference.program());
    programs.add(writer.probe());
    writer.rehearse().ifPresent(programs::add);
    programs.add(writer.initialize());
    programs.add(writer.remember());
    Outlets outlets =
        new Outlets(
            writer.learnLoss(),
            inference.loss(),
            inference.hits(),
            inference.top5(),
            writer.readings(),
            recipe.rule().rehearsalsBefore());
    return new StepPrograms(
        programs, feeds(writer.states()), outlets, writer.states().all(), writer.feedback());
  }

  /** The programs in the order and memory in which they would run: nothing is allocated. */
  public ExecutionPlan plan(Network network) {
    StepPrograms traced = trace(network);
    return new ExecutionPlan(traced, new Linker(backend, traced.programs()));
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
        new CompiledNetwork.Wiring(traced.feeds(), traced.outlets()));
  }

  /** One learning step of which every signal can be read: for audits and comparisons. */
  public InspectedStep inspect(Network network) {
    return InspectedStep.of(backend, new ProgramWriter(network, recipe));
  }

  private static Feeds feeds(States states) {
    return new Feeds(states.input(), states.target(), states.step(), states.schedules());
  }
}
