package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.cli.JarSmith;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A probe of a plugin that fails: the run goes on, and one line says which, where and why. */
class FailingProbeTest {

  private static final String SOURCE =
      """
      package theirs;
      import io.feedalign.ir.*;
      import io.feedalign.spi.*;
      import io.feedalign.train.*;
      public final class Mine implements ProbeProvider {
        @Override public String name() { return "mine"; }
        @Override public String description() { return "Mine."; }
        @Override public Probe create(Settings settings) { CREATE return new Measuring(); }
        static final class Measuring implements Probe {
          @Override public String name() { return "mine"; }
          @Override public void observe(ProbeContext context, Emitter emit) {
            context.synapses().forEach(edge -> {
              if (edge.path().equals("conv2")) { OBSERVE }
              context.report(edge.path(), emit.norm(edge.weight()));
            });
          }
        }
      }
      """;

  private static final String BOOM = "if (true) throw new IllegalStateException(\"boom\");";

  private final JsonMapper json = JsonMapper.builder().build();

  @TempDir Path folder;

  private Path plugins = Path.of("unset");

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectories(folder.resolve("plugins"));
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE, '', Plugin 'bad.jar' failed in create of probe 'mine': IllegalStateException: boom",
    "OBSERVE, conv2, "
        + "Plugin 'bad.jar' failed in observe of probe 'mine': IllegalStateException: boom"
  })
  void theRunGoesOnAndEveryPlaceSaysSo(String where, String path, String reason)
      throws IOException {
    pack(where, BOOM);
    Fa fa = train();
    assertEquals(0, fa.exit(), fa.err());
    String place = path.isEmpty() ? "" : " at '" + path + "'";
    String sentence = "Probe 'mine' failed" + place + ": " + reason;
    assertEquals(1, occurrences(fa.err(), "[1/1] usf sn: warning: " + sentence), fa.err());
    assertTrue(fa.out().contains("usf sn: " + sentence), fa.out());
    JsonNode first = json.readTree(metrics().get(0));
    assertEquals("mine", first.at("/probe_failed/probe").asString());
    assertEquals(path, first.at("/probe_failed/path").asString());
    assertEquals(reason, first.at("/probe_failed/reason").asString());
    assertEquals(1, metrics().stream().filter(line -> line.contains("probe_failed")).count());
    assertTrue(metrics().get(1).contains("gradient-angle"), "the others measure");
    String page = Files.readString(folder.resolve("run/report.html"));
    assertTrue(page.contains("failed in " + (path.isEmpty() ? "create" : "observe")), "report");
    JsonNode row = json.readTree(folder.resolve("run/results.json")).get(0);
    assertEquals(sentence, row.at("/probe_failures/0").asString());
    assertEquals("finished", row.get("status").asString());
  }

  @Test
  void aNumberThatIsNoneIsToldOnce() throws IOException {
    String nan =
        "var zero = emit.fill(0, Form.SCALAR); context.report(edge.path(),"
            + " emit.divide(zero, zero));";
    pack("OBSERVE", nan);
    Fa fa = train("--probe-every", 1);
    assertEquals(0, fa.exit(), fa.err());
    assertEquals(1, occurrences(fa.err(), "Probe 'mine' failed at 'conv2': its number is NaN."));
    assertEquals(1, metrics().stream().filter(line -> line.contains("probe_failed")).count());
  }

  @Test
  void explainSaysItBeforehand() {
    pack("OBSERVE", BOOM);
    Path tiny = Fa.file(folder, "tiny.yaml", Fa.TINY);
    Fa fa = Fa.run("explain", tiny, "--plugins", plugins, "--program", "none");
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.out().contains("warning: Probe 'mine' failed at 'conv2': "), fa.out());
  }

  @Test
  void whatARuleNotesIsInEveryPlaceAsWell() throws IOException {
    String dale = Fa.TINY + "constraint: {name: ei, mode: dale}\n";
    Path file = Fa.file(folder, "dale.yaml", dale);
    String note = "note: Feedback of one size sends nothing below the last layer 'dense1'";
    Fa explained = Fa.run("explain", file, "--program", "none");
    assertEquals(1, occurrences(explained.out(), note), explained.out());
    Fa fa = Fa.run("train", file, "--out", folder.resolve("run"), "--epochs", 1);
    assertEquals(0, fa.exit(), fa.err());
    assertEquals(1, occurrences(fa.err(), "[1/1] usf sn: " + note), fa.err());
    assertTrue(json.readTree(metrics().get(0)).get("note").asString().contains("'dense1'"));
    String page = Files.readString(folder.resolve("run/report.html"));
    assertTrue(page.contains("usf sn: Feedback of one size sends nothing"), "report");
    JsonNode row = json.readTree(folder.resolve("run/results.json")).get(0);
    assertTrue(row.at("/notes/0").asString().contains("last_layer: bp"));
  }

  private void pack(String where, String statement) {
    String source =
        SOURCE
            .replace("CREATE", where.equals("CREATE") ? statement : "")
            .replace("OBSERVE", where.equals("OBSERVE") ? statement : "");
    Path file = Fa.file(folder, "Mine.java", source);
    new JarSmith("0.1", Map.of("META-INF/services/io.feedalign.spi.ProbeProvider", "theirs.Mine\n"))
        .pack(plugins.resolve("bad.jar"), List.of(file));
  }

  private Fa train(Object... more) {
    Path tiny = Fa.file(folder, "tiny.yaml", Fa.TINY);
    List<Object> arguments = new java.util.ArrayList<>(List.of("train", tiny));
    arguments.addAll(List.of("--plugins", plugins, "--out", folder.resolve("run")));
    arguments.addAll(List.of(more));
    return Fa.run(arguments.toArray());
  }

  private List<String> metrics() throws IOException {
    return Files.readAllLines(folder.resolve("run/metrics.jsonl"));
  }

  private static int occurrences(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
