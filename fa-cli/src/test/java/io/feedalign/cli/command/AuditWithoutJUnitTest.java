package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.cli.FaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference is a backend like any other, though its jar also holds contracts to be tested. */
class AuditWithoutJUnitTest {

  private static final Pattern TESTING =
      Pattern.compile("junit|opentest4j|jqwik|surefire|assertj|archunit|test-classes");

  @TempDir Path folder;

  @Test
  void anAuditNeedsNoJUnit() throws IOException, InterruptedException {
    String shipped =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getProperty("java.class.path"))
            .filter(entry -> !TESTING.matcher(entry).find())
            .collect(Collectors.joining(File.pathSeparator));
    Path said = folder.resolve("said.txt");
    Path file = Fa.file(folder, "tiny.yaml", Fa.TINY);
    Process process =
        FaProcess.on(shipped, "audit", file, "--steps", 1).redirectOutput(said.toFile()).start();
    int exit = process.waitFor();
    List<String> lines = Files.readAllLines(said);
    assertEquals(0, exit, () -> String.join("\n", lines));
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("rule usf sn: passed")));
  }
}
