package io.feedalign.bench;

import io.feedalign.bench.scaling.Scaling;
import io.feedalign.bench.scaling.ScalingReport;
import io.feedalign.error.FaException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench scaling}: time and memory against batch size, depth and threads. */
@Command(
    name = "scaling",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a step's time as the batch, the number of threads and the depth grow, and memory as",
      "the depth grows, on onednn, each in a process of its own. Writes a table and four plots."
    },
    footer = {
      "",
      "Example:",
      "  bench scaling --models resnet20,resnet32,resnet44,resnet56 --rule bp,drtp --out build/scaling"
    })
final class ScalingCommand implements Callable<Integer> {
  private final Output output;

  @Option(
      names = "--models",
      required = true,
      split = ",",
      paramLabel = "M",
      description = "From the shallowest, whose batch and threads vary, to the deepest.")
  private List<String> models = List.of();

  @Option(names = "--rule", required = true, split = ",", paramLabel = "R", description = "Rules.")
  private List<String> rules = List.of();

  @Option(
      names = "--batches",
      split = ",",
      paramLabel = "N",
      description = "Growing batches; 16,32,64,128,256 by default.")
  private List<Integer> batches = List.of(16, 32, 64, 128, 256);

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = "Growing numbers of threads; one and all cores by default.")
  private List<Integer> threads =
      Runtime.getRuntime().availableProcessors() == 1
          ? List.of(1)
          : List.of(1, Runtime.getRuntime().availableProcessors());

  @Option(names = "--batch", paramLabel = "N", description = "Where it does not grow; 128.")
  private int batch = 128;

  @Option(names = "--precision", paramLabel = "P", description = "f32, the default, or bf16.")
  private String precision = "f32";

  @Option(names = "--steps", paramLabel = "K", description = "Timed for each; 15 by default.")
  private int steps = 15;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
  private String folder = "";

  ScalingCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    StepOptions.atLeastOne("--batch", batch);
    StepOptions.atLeastOne("--steps", steps);
    List.of(batches, threads).forEach(ScalingCommand::requireSome);
    Scaling.Common common = new Scaling.Common(batch, precision, steps, Main.class.getName());
    ScalingReport report =
        new Scaling(models, rules, batches, threads, common).run(output.notes()::println);
    report.toCsv().forEach(output.numbers()::println);
    report.write(Path.of(folder));
    return 0;
  }

  private static void requireSome(List<Integer> sizes) {
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw FaException.user("--batches and --threads must be numbers of at least 1, not " + sizes);
    }
  }
}
