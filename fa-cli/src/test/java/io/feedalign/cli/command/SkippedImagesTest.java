package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Images that a run may leave out, and its record of them. */
class SkippedImagesTest {
  private static final int EACH = 12;

  private final JsonMapper json = JsonMapper.builder().build();

  @TempDir Path folder;

  @Test
  void theRecordOfARunNamesTheImagesThatItLeftOut() throws IOException {
    Path damaged = photos().resolve("b/p3.png");
    Files.writeString(damaged, "no picture at all");
    JsonNode skipped = train().get("skipped images");
    assertEquals(1, skipped.size());
    assertTrue(skipped.get(0).asString().contains(damaged.toString()), skipped.toString());
    String page = Files.readString(folder.resolve("run/report.html"));
    assertTrue(page.contains("skipped images") && page.contains("p3.png"));
  }

  @Test
  void aRunThatLeftNothingOutSaysNothing() throws IOException {
    photos();
    assertEquals(null, train().get("skipped images"));
  }

  private JsonNode train() throws IOException {
    String data =
        "data: {name: folder, path: '"
            + folder.resolve("photos")
            + "', crop: 8, shorter_side: 8, validation: 0.2, test: 0.2, on_bad_image: skip}";
    String experiment = Fa.TINY.replaceAll("data: .*", data).replace("batch: 10", "batch: 5");
    Path file = Fa.file(folder, "tiny.yaml", experiment);
    Fa fa = Fa.run("train", file, "--out", folder.resolve("run"));
    assertEquals(0, fa.exit(), fa.err());
    return json.readTree(folder.resolve("run/run.json"));
  }

  private Path photos() throws IOException {
    Path photos = folder.resolve("photos");
    for (String name : new String[] {"a", "b", "c"}) {
      Path path = Files.createDirectories(photos.resolve(name));
      for (int i = 0; i < EACH; i++) {
        BufferedImage image = new BufferedImage(9, 10, BufferedImage.TYPE_INT_RGB);
        image.setRGB(i % 9, 3, 0xff8040);
        ImageIO.write(image, "png", path.resolve("p" + i + ".png").toFile());
      }
    }
    return photos;
  }
}
