package io.feedalign.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageNetTest {
  @TempDir Path root;
  private Path folders;
  private Path archives;

  @BeforeEach
  void write() throws IOException {
    folders = root.resolve("folders");
    archives = root.resolve("archives");
    Photos.folders(folders.resolve("train"));
    Photos.folders(folders.resolve("val"));
    Tars.write(folders, archives);
  }

  static Dataset open(Path folder, Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(more);
    values.put("path", folder.toString());
    values.put("crop", 20);
    values.put("shorter_side", 24);
    values.put("validation", 0.2);
    ImageNet provider = new ImageNet();
    return provider.create(provider.settings().settings(values));
  }

  @Test
  void tarsGiveTheBatchesOfFolders() {
    Dataset fromFolders = open(folders, Map.of());
    Dataset fromTars = open(archives, Map.of());
    assertEquals(4, fromTars.classes());
    assertEquals(4 * Photos.EACH, fromTars.size(Split.TEST));
    assertArrayEquals(
        ImageFolderTest.everything(fromFolders), ImageFolderTest.everything(fromTars));
    assertEquals(fromFolders.description(), fromTars.description());
  }

  @Test
  void aListIsMadeOnceAndAgainWhenTheTarChanges() throws IOException {
    float[] first = ImageFolderTest.everything(open(archives, Map.of()));
    Path index = archives.resolve("ILSVRC2012_img_train.tar.index");
    byte[] kept = Files.readAllBytes(index);
    FileTime made = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(index, made);
    assertArrayEquals(first, ImageFolderTest.everything(open(archives, Map.of())));
    assertEquals(made, Files.getLastModifiedTime(index), "listed again without need");
    for (int at = 0; at < kept.length; at += 37) {
      byte[] damaged = kept.clone();
      damaged[at] ^= 4;
      Files.write(index, damaged);
      open(archives, Map.of());
      assertArrayEquals(kept, Files.readAllBytes(index), "damage at byte " + at);
    }
    Files.setLastModifiedTime(archives.resolve("ILSVRC2012_img_train.tar"), made);
    open(archives, Map.of());
    assertTrue(!Arrays.equals(kept, Files.readAllBytes(index)), "an old list of a new archive");
  }

  @Test
  void aBadImageIsNamedWithItsPlaceInTheTar() throws IOException {
    Path bad = folders.resolve("train/n017/p4.JPEG");
    Files.write(bad, "nothing".getBytes(StandardCharsets.US_ASCII));
    Tars.write(folders, archives);
    Dataset data = open(archives, Map.of());
    FaException error = assertThrows(FaException.class, () -> ImageFolderTest.everything(data));
    assertTrue(error.getMessage().contains("img_train.tar: 'n017.tar/p4.JPEG' at byte "));
    String place = error.getMessage().replaceAll(".*at byte (\\d+) .*", "$1");
    byte[] tar = Files.readAllBytes(archives.resolve("ILSVRC2012_img_train.tar"));
    int offset = Integer.parseInt(place);
    assertEquals("nothing", new String(tar, offset, 7, StandardCharsets.US_ASCII));
  }

  @Test
  void everyTruncatedArchiveIsRefused() throws IOException {
    Path tar = archives.resolve("ILSVRC2012_img_train.tar");
    byte[] whole = Files.readAllBytes(tar);
    for (int length = 0; length < whole.length - 20_000; length += 2_048) {
      Files.write(tar, Arrays.copyOf(whole, length));
      FaException error = assertThrows(FaException.class, () -> new TarEntries(tar).list());
      assertTrue(error.getMessage().contains(tar.toString()), error.getMessage());
    }
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    Path kit = archives.resolve("ILSVRC2012_devkit_t12.tar.gz");
    byte[] good = Files.readAllBytes(kit);
    Files.delete(kit);
    refused("Put ILSVRC2012_devkit_t12.tar.gz beside it");
    Files.write(kit, Arrays.copyOf(good, good.length / 2));
    refused("cannot be read");
    Files.delete(kit);
    Path data = Files.createDirectories(archives.resolve("ILSVRC2012_devkit_t12/data"));
    Path truth = data.resolve("ILSVRC2012_validation_ground_truth.txt");
    Files.write(data.resolve("meta.mat"), Tars.meta(List.of("a", "b")));
    Files.writeString(truth, "1\n2\n");
    refused("has 2 lines, but");
    Files.writeString(truth, "1\n".repeat(32));
    refused("names class 1, b, for which");
    Files.writeString(truth, "7\n".repeat(32));
    refused("names class 7, which meta.mat lacks");
    Files.writeString(truth, "one\n".repeat(32));
    refused("has 'one' where a class number should be");
    Files.write(data.resolve("meta.mat"), new byte[200]);
    Files.writeString(truth, "1\n".repeat(32));
    refused("cannot be read");
  }

  private void refused(String why) {
    FaException error = assertThrows(FaException.class, () -> open(archives, Map.of()));
    assertTrue(error.getMessage().contains(why), error.getMessage());
  }
}
