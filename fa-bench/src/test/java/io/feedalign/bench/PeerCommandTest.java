package io.feedalign.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.bench.peer.Peer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code bench peer} as a user meets it, in a build with libtorch and in one without. */
class PeerCommandTest {
  private final ByteArrayOutputStream numbers = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

  private int bench(String line) {
    Output output =
        new Output(
            new PrintStream(numbers, true, StandardCharsets.UTF_8),
            new PrintStream(notes, true, StandardCharsets.UTF_8));
    return Main.run(output, line.split(" "));
  }

  private static List<String> lines(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void withoutLibtorchOneLineSaysHowToGetIt() {
    assumeFalse(Peer.present(), "this build has libtorch");
    assertEquals(2, bench("peer --model lenet"));
    assertEquals(List.of(), lines(numbers));
    assertEquals(1, lines(notes).size(), notes.toString(StandardCharsets.UTF_8));
    assertTrue(lines(notes).get(0).contains("mvn -q -Ppeer"), lines(notes).get(0));
  }

  @Test
  void bothAreTimedInTurn() {
    assumeTrue(Peer.present(), "libtorch is not part of this build; test with -Ppeer");
    assertEquals(
        0, bench("peer --model lenet --batch 4 --rounds 2 --json"), () -> lines(notes).toString());
    String json = lines(numbers).get(0);
    assertTrue(json.matches(".*\"ms_ours\": \\d+\\.\\d+, \"ms_peer\": \\d+\\.\\d+, .*"), json);
    assertTrue(json.matches(".*\"ratio\": \\d+\\.\\d+, .*\"peer\": \"libtorch .*"), json);
  }

  @Test
  void aNetThatLibtorchDoesNotHaveIsAMistake() {
    assumeTrue(Peer.present(), "libtorch is not part of this build; test with -Ppeer");
    assertEquals(2, bench("peer --model mlp --input 1,8,8 --batch 4"));
    assertTrue(lines(notes).get(0).contains("there are alexnet, "), lines(notes).toString());
  }
}
