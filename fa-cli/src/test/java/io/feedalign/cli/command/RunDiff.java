package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.core.checkpoint.Checkpoints;
import io.feedalign.core.store.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Two run folders that have to hold the same, but for what the clock wrote. */
final class RunDiff {
  private RunDiff() {}

  static void requireSame(Path whole, Path resumed) throws IOException {
    assertEquals(timeless(whole, "metrics.jsonl"), timeless(resumed, "metrics.jsonl"));
    assertEquals(timeless(whole, "results.json"), timeless(resumed, "results.json"));
    Path model = whole.resolve("model.safetensors");
    if (Files.exists(model)) {
      assertEquals(Safetensors.read(model), Safetensors.read(resumed.resolve("model.safetensors")));
    }
    for (Path turn : turns(whole)) {
      Path same = resumed.resolve("checkpoints").resolve(turn.getFileName());
      assertEquals(newest(turn), newest(same), turn.toString());
    }
  }

  /** Every tensor of the newest checkpoint: weights, what updates them, and the rule's states. */
  private static List<Object> newest(Path turn) {
    return Checkpoints.newest(turn, line -> {})
        .map(
            checkpoint ->
                Stream.of("model.safetensors", "optimizer.safetensors", "rule")
                    .map(checkpoint.folder()::resolve)
                    .flatMap(RunDiff::files)
                    .<Object>map(Safetensors::read)
                    .toList())
        .orElse(List.of());
  }

  private static Stream<Path> files(Path path) {
    try (Stream<Path> walk = Files.exists(path) ? Files.walk(path) : Stream.empty()) {
      return walk.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> turns(Path run) throws IOException {
    try (Stream<Path> turns = Files.list(run.resolve("checkpoints"))) {
      return turns.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static List<String> timeless(Path run, String file) throws IOException {
    return Files.readAllLines(run.resolve(file)).stream()
        .map(line -> line.replaceAll("\"images_per_second\" ?: ?[^,]*,", ""))
        .toList();
  }
}
