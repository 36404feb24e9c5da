package io.feedalign.bench;

import io.feedalign.bench.start.StartBenchmark;
import io.feedalign.error.FaException;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench start}: seconds from starting a JVM to the first learning step. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Starts fa compare in JVMs of their own, ends each after its first learning step, and says",
      "where the time went. The JVM tells by the classes that it loads, which takes a little itself."
    },
    footer = {"", "Examples:", "  bench start", "  bench start cifar10-lenet-20 --rounds 9"})
final class StartCommand implements Callable<Integer> {
  private final Output output;

  @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "quickstart by default.")
  private String recipe = "quickstart";

  @Option(names = "--rounds", paramLabel = "K", description = "Starts after one; 5 by default.")
  private int rounds = 5;

  @Option(
      names = "--fa",
      paramLabel = "DIR",
      description = "Folder with fa's jar and its lib; fa-cli/target by default.")
  private Path folder = Path.of("fa-cli", "target");

  StartCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    StepOptions.atLeastOne("--rounds", rounds);
    String classPath = jar() + File.pathSeparator + folder.resolve("lib").resolve("*");
    try (WorkFolder work = WorkFolder.create()) {
      new StartBenchmark(classPath, recipe, work.path())
          .run(rounds)
          .toText()
          .forEach(output.numbers()::println);
    }
    return 0;
  }

  private Path jar() {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "fa-cli-[0-9]*.jar")) {
      return jars.iterator().next();
    } catch (IOException | NoSuchElementException e) {
      throw FaException.user(
          "--fa " + folder + " holds no jar of fa. Run ./fa doctor once, which builds it.");
    }
  }
}
