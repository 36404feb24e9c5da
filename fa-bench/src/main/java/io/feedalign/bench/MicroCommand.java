package io.feedalign.bench;

import io.feedalign.bench.micro.MicroRun;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.FaException;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench micro}: single kernels and single phases of compiling. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    description = {
      "Times the three verbs of synapses by layer, what surrounds them, pointwise chains, copying a",
      "batch, and compiling, with JMH. All of it takes some minutes."
    },
    footer = {
      "",
      "Examples:",
      "  bench micro Synapse --param layer=RESNET20_STAGE1 --backend onednn",
      "  bench micro HotPath --param path=RELU_GATE,MOMENTUM",
      "  bench micro 'Compile|Chain'"
    })
final class MicroCommand implements Callable<Integer> {
  private final Plugins plugins;
  private final Output output;

  @Parameters(arity = "0..1", paramLabel = "PATTERN", description = "Which; all by default.")
  private String pattern = "";

  @Option(names = "--backend", paramLabel = "B", split = ",", description = "All by default.")
  private List<String> backends = List.of();

  @Option(names = "--param", paramLabel = "NAME=V,V", description = "Only these values.")
  private List<String> parameters = List.of();

  @Option(names = "--forks", paramLabel = "N", description = "Fresh JVMs each; 1 by default.")
  private int forks = 1;

  @Option(names = "--iterations", paramLabel = "N", description = "Measured; 5 by default.")
  private int iterations = 5;

  @Option(names = "--time", paramLabel = "MS", description = "Length of one; 300 by default.")
  private int milliseconds = 300;

  MicroCommand(Plugins plugins, Output output) {
    this.plugins = plugins;
    this.output = output;
  }

  @Override
  public Integer call() {
    if (forks < 0 || iterations < 1 || milliseconds < 1) {
      throw FaException.user(
          "--forks must be at least 0, --iterations and --time at least 1, but they are "
              + forks
              + ", "
              + iterations
              + " and "
              + milliseconds
              + ".");
    }
    MicroRun.Effort effort = new MicroRun.Effort(forks, iterations, milliseconds);
    new MicroRun(pattern, usable(), parameters, effort).run().forEach(output.numbers()::println);
    return 0;
  }

  private List<String> usable() {
    backends.forEach(name -> requireAvailable(plugins.backends().get(name)));
    return backends.isEmpty()
        ? plugins.backends().all().stream()
            .filter(provider -> provider.availability() instanceof Availability.Available)
            .map(BackendProvider::name)
            .toList()
        : backends;
  }

  private static void requireAvailable(BackendProvider provider) {
    if (provider.availability() instanceof Availability.Unavailable no) {
      throw FaException.user(
          "Backend '"
              + provider.name()
              + "' is unavailable: "
              + no.reason()
              + " Remedy: "
              + no.remedy());
    }
  }
}
