package io.feedalign.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher says before any Java of ours runs. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {

  private static final Path LAUNCHER = Path.of("..", "fa").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void aJavaHomeWithoutJavaIsASentence() throws Exception {
    String told = refusal(folder);
    assertEquals(
        "fa: JAVA_HOME is '"
            + folder
            + "', but there is no bin/java in it. Point it to a JDK 17 or newer.",
        told.strip());
  }

  @Test
  void aJavaThatIsTooOldIsASentence() throws Exception {
    fakeJava("11.0.2");
    String told = refusal(folder);
    assertTrue(told.contains("Java 11.0.2 is too old: feedalign needs 17 or newer."), told);
  }

  @Test
  void aJavaFromBeforeVersionNineIsASentence() throws Exception {
    fakeJava("1.8.0_292");
    String told = refusal(folder);
    assertTrue(told.contains("Java 1.8.0_292 is too old"), told);
  }

  private void fakeJava(String version) throws IOException {
    Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"" + version + "\"' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String refusal(Path javaHome) throws Exception {
    Path told = folder.resolve("told.txt");
    ProcessBuilder launcher = new ProcessBuilder("bash", LAUNCHER.toString(), "doctor");
    launcher.environment().put("JAVA_HOME", javaHome.toString());
    Process process =
        launcher
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    String text = Files.readString(told, StandardCharsets.UTF_8);
    assertEquals(2, process.exitValue(), text);
    return text;
  }
}
