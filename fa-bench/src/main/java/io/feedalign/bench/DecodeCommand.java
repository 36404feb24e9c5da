package io.feedalign.bench;

import io.feedalign.bench.macro.DecodeBenchmark;
import io.feedalign.core.plugin.Plugins;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench decode}: images a second from JPEGs to training crops. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = {
      "Times how JPEGs of 500x375 become normalised random crops of 224x224 on one thread: a plain",
      "ImageIO loop, the pipeline with ImageIO and with libjpeg-turbo, and a packed file at 256."
    },
    footer = {"", "Example:", "  bench decode --rounds 40"})
final class DecodeCommand implements Callable<Integer> {
  private final Plugins plugins;
  private final Output output;

  @Option(
      names = "--rounds",
      paramLabel = "K",
      description = "Batches of 32 by each contender, in turn; 30 by default.")
  private int rounds = 30;

  DecodeCommand(Plugins plugins, Output output) {
    this.plugins = plugins;
    this.output = output;
  }

  @Override
  public Integer call() {
    StepOptions.atLeastOne("--rounds", rounds);
    try (WorkFolder work = WorkFolder.create()) {
      new DecodeBenchmark(plugins, rounds).run(work.path()).forEach(output.numbers()::println);
    }
    return 0;
  }
}
