package io.feedalign.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What was promised of speed, on two cores or more. Nightly, since it wants them for itself; in a
 * JVM of its own, since coverage slows our own loops down but not the native ones.
 */
@Tag("nightly")
class SpeedTest {
  private static final double SLOWEST = 1.15;
  private static final double IMAGES_PER_SECOND = 10_000;
  private static final String RULES =
      "bp,sham,fa,usf,usf:magnitude=init,usf:magnitude=sn,frsf,brsf,signed-init";

  @Test
  void lenetIsFastAndNoRuleIsMuchSlowerThanTheFirst() throws Exception {
    List<String> lines = bench();
    assertEquals(RULES.split(",").length, lines.size(), lines.toString());
    assertTrue(number("images_per_second", lines.get(0)) >= IMAGES_PER_SECOND, lines.get(0));
    for (String line : lines) {
      assertTrue(number("ratio_to_first", line) <= SLOWEST, line);
    }
  }

  private static List<String> bench() throws IOException, InterruptedException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Main.class.getName(),
                "step",
                "--model=lenet",
                "--rule=" + RULES,
                "--backend=onednn",
                "--steps=300",
                "--json")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = process.inputReader()) {
      List<String> lines = said.lines().toList();
      assertEquals(0, process.waitFor());
      return lines;
    }
  }

  private static double number(String key, String json) {
    Matcher found = Pattern.compile("\"" + key + "\": ([0-9.]+)").matcher(json);
    assertTrue(found.find(), json);
    return Double.parseDouble(found.group(1));
  }
}
