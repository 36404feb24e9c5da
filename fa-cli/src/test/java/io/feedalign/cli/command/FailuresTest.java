package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.report.Console;
import io.feedalign.core.store.DiskFull;
import io.feedalign.error.FaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private final Failures failures =
      new Failures(
          Console.of(
              new PrintStream(OutputStream.nullOutputStream()),
              new PrintStream(err, true, StandardCharsets.UTF_8)));

  @Test
  void theKindOfFailureDecidesTheExitCode() {
    assertEquals(2, failures.tell(FaException.user("No such rule.")));
    assertEquals(2, failures.tell(FaException.resources("No memory.")));
    assertEquals(1, failures.tell(FaException.plugin("Bad plugin.")));
    assertEquals(1, failures.tell(FaException.internal("Bug.")));
    assertEquals(2, failures.tell(new OutOfMemoryError("Java heap space")));
    assertEquals(1, failures.tell(new IllegalStateException("Surprise")));
  }

  @Test
  void aFullDiskHasAnExitCodeOfItsOwn() {
    IOException full = new IOException("No space left on device");
    FaException failure = DiskFull.or(full, Path.of("runs/mine"), OptionalLong.of(1234567));
    assertEquals(74, failures.tell(failure));
    String told = err.toString(StandardCharsets.UTF_8);
    assertTrue(
        told.contains("'runs/mine': No space left on device. 1,234,567 bytes are needed there."),
        told);
    IOException other = new IOException("Input/output error");
    assertEquals(2, failures.tell(DiskFull.or(other, Path.of("x"), OptionalLong.empty())));
  }

  @Test
  void aSurpriseIsALineAndItsDetailsAreInAFile() throws IOException {
    failures.tell(new IllegalStateException("first line\nsecond line"));
    String told = err.toString(StandardCharsets.UTF_8);
    assertEquals(2, told.lines().count(), told);
    assertFalse(told.contains("second line"), told);
    Matcher file = Pattern.compile("The details are in (.*)\\.\\R").matcher(told);
    assertTrue(file.find(), told);
    assertTrue(Files.readString(Path.of(file.group(1))).contains("\tat "));
    Files.delete(Path.of(file.group(1)));
  }
}
