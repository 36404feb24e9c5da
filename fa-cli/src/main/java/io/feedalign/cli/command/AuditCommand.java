package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.config.Recipes;
import io.feedalign.cli.report.AuditTable;
import io.feedalign.cli.report.Console;
import io.feedalign.core.audit.Audit;
import io.feedalign.core.audit.AuditReport;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.Variant;
import io.feedalign.error.FaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fa audit}: whether the rule that was asked for is the rule that runs. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a few learning steps and holds each, layer by layer, against the rule's own formula,",
      "computed apart in double precision. Of a run folder, from the weights that it holds.",
      "Exit code 4 if a rule does not do what it says."
    },
    footer = {
      "",
      "Examples:",
      "  fa audit lenet.yaml",
      "  fa audit quickstart --rules usf-sn,dfa",
      "  fa audit runs/lenet-20261123-140000 --json"
    })
public final class AuditCommand implements Callable<Integer> {

  private final Workshop workshop;
  private final Console console;

  @Parameters(
      paramLabel = "EXPERIMENT|RUN",
      description = "A YAML file, a recipe that ships, or a folder that fa train wrote.")
  private String subject = "";

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Learning steps; 4 by default, so that momentum and changes of sign show.")
  private @Nullable Integer steps;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images in a step: the experiment's, but at most 16, by default.")
  private @Nullable Integer batch;

  @Option(names = "--json", description = "One JSON object a line instead of tables.")
  private boolean json;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Mixin private ExperimentOptions options = new ExperimentOptions();

  /** Made by the wiring. */
  public AuditCommand(Workshop workshop, Console console) {
    this.workshop = workshop;
    this.console = console;
  }

  @Override
  public Integer call() {
    Path run = Path.of(subject);
    boolean saved = Files.isDirectory(run);
    ConfigTree tree =
        saved
            ? workshop.reader().read(run.resolve(RunRecorder.EXPERIMENT))
            : new Recipes(workshop.reader()).open(subject);
    tree = rules.apply(options.apply(tree), workshop);
    Experiment experiment = workshop.assembler().assemble(tree);
    try (Backend backend = experiment.backend().open()) {
      workshop.introduce(experiment, backend);
      return all(new Auditor(workshop.plugins(), experiment, backend), saved ? run : null);
    }
  }

  /** Each variant is audited, whatever becomes of the others. */
  private int all(Auditor auditor, @Nullable Path run) {
    boolean passed = true;
    List<FaException> failures = new ArrayList<>();
    for (Variant variant : auditor.experiment().variants()) {
      try {
        passed &= one(auditor, variant, run);
      } catch (FaException failure) {
        console.note("rule " + variant.label() + ": could not be audited.");
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    return passed ? ExitCode.FINE : ExitCode.AUDIT;
  }

  private boolean one(Auditor auditor, Variant variant, @Nullable Path run) {
    long seed = auditor.experiment().schedule().seed();
    AuditReport report = auditor.audit(variant, seed, audit -> asAsked(audit, run));
    if (json) {
      AuditTable.json(variant, seed, report).forEach(console::say);
    } else {
      AuditTable.lines(variant, report).forEach(console::say);
      console.say("");
    }
    return report.passed();
  }

  private Audit asAsked(Audit audit, @Nullable Path run) {
    Audit asked = audit;
    if (steps != null) {
      asked = asked.steps(steps);
    }
    if (batch != null) {
      asked = asked.batch(batch);
    }
    if (run != null) {
      asked = asked.from(tensors -> new RunWeights(run, console::note).fill(tensors, null));
    }
    return asked;
  }
}
