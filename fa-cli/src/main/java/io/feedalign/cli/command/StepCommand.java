package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.report.Console;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.StepCase;
import io.feedalign.nn.GivenSignalHead;
import io.feedalign.nn.Network;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fa step}: one learning step on given numbers, for comparing with other frameworks. */
@Command(
    name = "step",
    mixinStandardHelpOptions = true,
    description = {
      "Makes exactly one learning step on given numbers and writes everything it computed.",
      "CASE_DIR holds case.yaml (model, rule, update, constraint, backend) and tensors.safetensors",
      "(x, target or signal, every parameter by path, and the rule's states)."
    },
    footer = {"", "Example:", "  fa step cases/usf-sn --out step.safetensors"})
public final class StepCommand implements Callable<Integer> {

  private static final String CASE = "case.yaml";
  private static final String TENSORS = "tensors.safetensors";

  private final Workshop workshop;
  private final Console console;

  @Parameters(paramLabel = "CASE_DIR", description = "Folder of the case.")
  private Path folder = Path.of(".");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Safetensors file to write.")
  private Path out = Path.of("step.safetensors");

  /** Made by the wiring. */
  public StepCommand(Workshop workshop, Console console) {
    this.workshop = workshop;
    this.console = console;
  }

  @Override
  public Integer call() {
    ConfigTree tree = workshop.reader().read(folder.resolve(CASE));
    StepCase step = workshop.assembler().step(tree);
    GivenTensors given = GivenTensors.read(folder.resolve(TENSORS), step.network());
    Network network =
        given.signalGiven() ? step.network().withHead(new GivenSignalHead()) : step.network();
    try (Backend backend = step.backend().open();
        InspectedStep inspected =
            step.variant()
                .on(Compiler.on(backend))
                .batch(given.batch())
                .seed(seed(tree))
                .precision(step.precision())
                .inspect(network)) {
      given.fill(inspected);
      inspected.run(0);
      StepFile.write(out, inspected, given.signalGiven());
    }
    console.say("wrote " + out);
    return ExitCode.FINE;
  }

  private static long seed(ConfigTree tree) {
    Object seed = tree.values().getOrDefault("seed", 0);
    return seed instanceof Number ? ((Number) seed).longValue() : 0;
  }
}
