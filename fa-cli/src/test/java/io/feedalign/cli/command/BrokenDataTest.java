package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.cli.FaProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Missing, truncated and corrupt data, in a process of its own whose data folder is ours. */
class BrokenDataTest {

  private static final String IMAGES = "train-images-idx3-ubyte";

  @TempDir Path folder;

  @Test
  void missingDataSaysHowToGetIt() throws Exception {
    assertRefused("fa data get fashion-mnist");
  }

  @Test
  void truncatedImagesAreRefusedByName() throws Exception {
    allFiles(new byte[] {0, 0, 8, 3, 0, 0});
    assertRefused(IMAGES);
  }

  @Test
  void imagesWithAWrongMagicNumberAreRefusedByName() throws Exception {
    allFiles(ByteBuffer.allocate(64).putInt(0x12345678).array());
    assertRefused(IMAGES);
  }

  @Test
  void imagesThatClaimMoreThanTheFileHoldsAreRefusedByName() throws Exception {
    allFiles(
        ByteBuffer.allocate(64)
            .putInt(0x803)
            .putInt(Integer.MAX_VALUE)
            .putInt(28)
            .putInt(28)
            .array());
    assertRefused(IMAGES);
  }

  private void allFiles(byte[] content) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/fashion-mnist"));
    for (String name :
        List.of(
            IMAGES,
            "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte")) {
      Files.write(data.resolve(name), content);
    }
  }

  private void assertRefused(String advice) throws Exception {
    String experiment =
        Fa.TINY.replaceAll("data: .*", "data: fashion-mnist").replace("batch: 10", "batch: 100");
    Path file = Fa.file(folder, "tiny.yaml", experiment);
    Path told = folder.resolve("told.txt");
    ProcessBuilder fa = FaProcess.command("train", file, "--out", folder.resolve("run"));
    fa.environment().put("FEEDALIGN_DATA", folder.resolve("data").toString());
    Process process = fa.redirectOutput(told.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    String text = Files.readString(told, StandardCharsets.UTF_8);
    assertEquals(2, process.exitValue(), text);
    assertTrue(text.contains(advice), text);
    assertEquals(1, text.lines().count(), text);
    assertFalse(Files.exists(folder.resolve("run")));
  }
}
