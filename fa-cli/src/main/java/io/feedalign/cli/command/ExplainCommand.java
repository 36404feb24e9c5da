package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.config.Recipes;
import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.PlanText;
import io.feedalign.core.compile.ExecutionPlan;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.Variant;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Program;
import io.feedalign.spi.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fa explain}: what would run, without running it. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what an experiment compiles to: programs, memory, the feedback of each layer, and the",
      "instructions. Nothing is trained."
    },
    footer = {
      "",
      "Examples:",
      "  fa explain lenet.yaml",
      "  fa explain quickstart --program none",
      "  fa explain lenet.yaml --program infer"
    })
public final class ExplainCommand implements Callable<Integer> {

  private static final List<String> GROUPS = List.of("none", "all");

  private final Workshop workshop;
  private final Console console;

  @Parameters(paramLabel = "EXPERIMENT", description = "A YAML file, or a recipe that ships.")
  private String file = "";

  @Option(
      names = "--program",
      paramLabel = "NAME",
      defaultValue = "learn",
      description = "Whose instructions to list: learn (the default), infer, ..., all or none.")
  private String program = "learn";

  @Mixin private ExperimentOptions options = new ExperimentOptions();

  /** Made by the wiring. */
  public ExplainCommand(Workshop workshop, Console console) {
    this.workshop = workshop;
    this.console = console;
  }

  @Override
  public Integer call() {
    ConfigTree tree = options.apply(new Recipes(workshop.reader()).open(file));
    Experiment experiment = workshop.assembler().assemble(tree);
    try (Backend backend = experiment.backend().open()) {
      workshop.introduce(experiment, backend);
      for (Variant variant : experiment.variants()) {
        explain(experiment, backend, variant);
      }
    }
    return ExitCode.FINE;
  }

  private void explain(Experiment experiment, Backend backend, Variant variant) {
    ExecutionPlan plan =
        experiment
            .compiler(backend, variant, experiment.schedule().seed())
            .plan(experiment.network());
    requireKnown(plan);
    console.say("");
    console.say("rule " + variant.label());
    variant.settings().forEach((kind, settings) -> console.say("  " + kind + ": " + settings));
    console.say("");
    PlanText.feedback(plan, variant).forEach(console::say);
    PlanText.findings(plan).forEach(console::say);
    console.say("");
    PlanText.programs(plan).forEach(console::say);
    memory(plan, backend).forEach(console::say);
    for (Program each : plan.programs()) {
      if (program.equals("all") || program.equals(each.name())) {
        console.say("");
        PlanText.instructions(plan, each).forEach(console::say);
      }
    }
  }

  private static List<String> memory(ExecutionPlan plan, Backend backend) {
    try {
      return PlanText.memory(plan.forecast(), backend.name());
    } catch (FaException refusal) {
      if (refusal.kind() != ErrorKind.RESOURCES) {
        throw refusal;
      }
      return PlanText.memory(plan, refusal);
    }
  }

  private void requireKnown(ExecutionPlan plan) {
    List<String> known = new ArrayList<>(plan.programs().stream().map(Program::name).toList());
    known.addAll(GROUPS);
    if (!known.contains(program)) {
      throw FaException.user(
          "--program "
              + program
              + " is unknown. Allowed: "
              + String.join(", ", known)
              + "."
              + NearestName.hint(program, known));
    }
  }
}
