package io.feedalign.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.run.Position;
import io.feedalign.core.store.Safetensors;
import io.feedalign.testkit.Mutants;
import io.feedalign.train.EpochReport;
import io.feedalign.train.Measure;
import io.feedalign.train.ProbeFailure;
import io.feedalign.train.ProbeReport;
import io.feedalign.train.Score;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint holds is read or refused in a sentence, even by somebody who can seal it. */
class CheckpointFuzzTest {
  /** As many as {@code -Dtest.mutants=} says, for they go through files. */
  private static final int NIGHTLY =
      Math.min(1_000_000, Integer.getInteger("test.mutants", 1_000_000));

  @TempDir Path folder;

  @Test
  void mutantsOfWhatACheckpointHolds() throws IOException {
    fuzz(1_000);
  }

  @Tag("nightly")
  @Test
  void manyMutantsOfWhatACheckpointHolds() throws IOException {
    fuzz(NIGHTLY);
  }

  private void fuzz(int count) throws IOException {
    int seals = accepted(count, bytes(Seal.text(Map.of("state.json", "0".repeat(64)))), Seal::read);
    assertTrue(seals < count / 10, seals + " seals were broken unseen");
    int states = accepted(count, bytes(state().text()), State::read);
    assertTrue(states > 0 && states < count, states + " states");
    int histories = accepted(count, history(), file -> History.of(Safetensors.read(file)));
    assertTrue(histories > 0 && histories < count, histories + " histories");
  }

  private interface Reader {
    void read(Path file);
  }

  private int accepted(int count, byte[] sound, Reader reader) {
    Path file = folder.resolve("mutant");
    return Mutants.of(17, sound).accepted(count, bytes -> reader.read(Files.write(file, bytes)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static State state() {
    return new State(
        new Position(1, 2, 12, 0.5, 2.5),
        new State.Best(10, 0.25),
        Map.of("data", "made up"),
        Map.of(),
        Map.of("metrics_bytes", "12"));
  }

  private static byte[] history() throws IOException {
    Measure angle = new Measure("angle", "conv1", OptionalDouble.of(89.5));
    ProbeFailure failed = new ProbeFailure("mine", "", "it gave NaN.");
    History history =
        new History(
            List.of(new EpochReport(0, 0.5, new Score(1, 0.5, 0.25, 7), List.of(angle), 1e4)),
            List.of(new ProbeReport(3, 1, List.of(angle), List.of(failed))));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.content(history.file()).writeTo(Channels.newChannel(out));
    return out.toByteArray();
  }
}
