package io.feedalign.bench;

import io.feedalign.bench.macro.DecodeBenchmark;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
    if (rounds < 1) {
      throw FaException.user("--rounds is " + rounds + ", but must be at least 1.");
    }
    try {
      Path work = Files.createTempDirectory("feedalign-decode");
      try {
        new DecodeBenchmark(plugins, rounds).run(work).forEach(output.numbers()::println);
      } finally {
        delete(work);
      }
    } catch (IOException e) {
      throw new FaException(ErrorKind.RESOURCES, "No room for pictures to decode: " + e, e);
    }
    return 0;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
