package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.cli.FaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Searches of a process of its own that ends before its time. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class InterruptedSearchTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"TERM, 143", "KILL, 137"})
  void whatWasTrainedIsKeptAndTheRestIsTheSame(String signal, int code) throws Exception {
    Path out = folder.resolve("out");
    try (FaProcess search = FaProcess.start(folder.resolve("said.txt"), search(out))) {
      search.await(() -> cells(out) >= 2);
      assertEquals(code, search.end(signal), search.said());
      if (signal.equals("TERM")) {
        assertTrue(search.said().contains("To go on: fa search "), search.said());
        assertTrue(search.said().contains(" --out " + out), search.said());
      }
    }
    assertFalse(json(out).get("complete").asBoolean());
    assertFalse(Files.exists(out.resolve("experiment.yaml")));
    int kept = cells(out);
    Fa fa = Fa.run(search(out));
    assertEquals(0, fa.exit(), fa.err());
    int trained = Integer.parseInt(fa.err().replaceAll("(?s).*?(\\d+) were trained.*", "$1"));
    assertTrue(trained >= kept && trained < 12, fa.err());
    Path whole = folder.resolve("whole");
    assertEquals(0, Fa.run(search(whole)).exit());
    assertEquals(json(whole).get("cells"), json(out).get("cells"));
    assertEquals(json(whole).get("best"), json(out).get("best"));
  }

  private Object[] search(Path out) {
    Path file = Fa.file(folder, "tiny.yaml", Fa.TINY.replaceAll("rule: .*", "rules: [bp, fa]"));
    return new Object[] {
      "search",
      file,
      "--rates",
      "1e-4..0.03",
      "--epochs",
      20,
      "--backend",
      "reference",
      "--set",
      "checkpoint.every=7",
      "--out",
      out
    };
  }

  private static int cells(Path out) {
    return Files.exists(out.resolve("search.json")) ? json(out).get("cells").size() : 0;
  }

  private static JsonNode json(Path out) {
    return JsonMapper.shared().readTree(out.resolve("search.json"));
  }
}
