package io.feedalign.datasets.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.datasets.image.ImageFolder;
import io.feedalign.datasets.image.ImageNet;
import io.feedalign.datasets.image.Photos;
import io.feedalign.datasets.image.Tars;
import io.feedalign.error.FaException;
import io.feedalign.spi.DatasetProvider;
import io.feedalign.spi.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackingTest {
  @TempDir Path root;
  private Path folders;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    folders = root.resolve("folders");
    file = root.resolve("photos.packed");
    Photos.folders(folders.resolve("train"));
    Photos.folders(folders.resolve("val"));
    // A picture on its side, larger than the others.
    Files.write(
        folders.resolve("train/n03/turned.jpg"), Photos.resource("/jpeg/no-jfif-ycbcr.jpg"));
  }

  private static Settings settings(DatasetProvider provider, Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(more);
    values.put("crop", 20);
    values.put("shorter_side", 24);
    values.put("validation", 0.2);
    return provider.settings().settings(values);
  }

  private Settings unpacked(DatasetProvider provider, Path path, int resize) {
    return settings(provider, Map.of("path", path.toString(), "resize", resize));
  }

  private Dataset packed(DatasetProvider provider, Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(more);
    values.put("packed", file.toString());
    return provider.create(settings(provider, values));
  }

  private List<String> pack(DatasetProvider provider, Settings settings) {
    List<String> said = new ArrayList<>();
    provider.packer().orElseThrow().pack(settings, file, said::add);
    return said;
  }

  /** A digest of what three epochs of learning and all passes for scoring give. */
  private static String everything(Dataset data) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int epoch = 0; epoch < 3; epoch++) {
      digest(data, Split.TRAIN, StreamOptions.learning(3, 7, epoch), digest);
    }
    for (Split split : Split.values()) {
      digest(data, split, StreamOptions.scoring(5), digest);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void digest(
      Dataset data, Split split, StreamOptions options, MessageDigest digest) {
    Batch batch = Batch.allocate(options.batch(), data.imageShape());
    try (BatchStream stream = data.stream(split, options)) {
      while (stream.next(batch)) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * batch.images().capacity() + 4 * batch.size());
        for (int i = 0; i < batch.images().capacity(); i++) {
          bytes.putFloat(batch.images().get(i));
        }
        for (int i = 0; i < batch.size(); i++) {
          bytes.putInt(batch.targets().get(i));
        }
        digest.update(bytes.array());
      }
    }
  }

  @Test
  void folderTarAndPackedFileGiveIdenticalBatches() throws Exception {
    Files.delete(folders.resolve("train/n03/turned.jpg"));
    ImageNet provider = new ImageNet();
    Path archives = root.resolve("archives");
    Tars.write(folders, archives);
    for (int resize : new int[] {24, 31}) {
      Dataset fromFolders = provider.create(unpacked(provider, folders, resize));
      String expected = everything(fromFolders);
      assertEquals(expected, everything(provider.create(unpacked(provider, archives, resize))));
      pack(provider, unpacked(provider, archives, resize));
      assertEquals(expected, everything(packed(provider, Map.of())));
      assertEquals(expected, everything(packed(provider, Map.of("resize", resize))));
      assertEquals(fromFolders.description(), packed(provider, Map.of()).description());
    }
  }

  @Test
  void workersAreNotSeenInThePackedFile() throws IOException {
    ImageFolder provider = new ImageFolder();
    pack(provider, settings(provider, Map.of("path", "" + folders, "resize", 30, "workers", 1)));
    byte[] one = Files.readAllBytes(file);
    pack(provider, settings(provider, Map.of("path", "" + folders, "resize", 30, "workers", 5)));
    assertArrayEquals(one, Files.readAllBytes(file));
  }

  @Test
  void aBadImageIsPackedAsOne() throws Exception {
    Files.writeString(folders.resolve("train/n010/p1.JPEG"), "no picture");
    ImageFolder provider = new ImageFolder();
    assertThrows(FaException.class, () -> pack(provider, unpacked(provider, folders, 30)));
    assertFalse(Files.exists(file), "half a file was left");
    Map<String, Object> skip =
        Map.of("path", folders.toString(), "resize", 30, "on_bad_image", "skip");
    List<String> said = pack(provider, settings(provider, skip));
    assertTrue(said.toString().contains("1 of them skipped"), said.toString());
    Dataset packed = packed(provider, Map.of("on_bad_image", "skip"));
    assertEquals(everything(provider.create(settings(provider, skip))), everything(packed));
    assertEquals(1, packed.skipped().size());
    assertTrue(packed.skipped().get(0).contains("p1.JPEG"), packed.skipped().toString());
    Dataset strict = packed(provider, Map.of());
    FaException error = assertThrows(FaException.class, () -> everything(strict));
    assertTrue(error.getMessage().contains("neither a JPEG nor a PNG"), error.getMessage());
  }

  @Test
  void settingsThatDoNotFitAreRefused() {
    ImageFolder provider = new ImageFolder();
    refused("set 'resize'", () -> pack(provider, unpacked(provider, folders, 0)));
    pack(provider, unpacked(provider, folders, 30));
    refused("holds images resized to 30", () -> packed(provider, Map.of("resize", 31)));
    refused("was made with exif: true", () -> packed(provider, Map.of("exif", false)));
    Map<String, Object> nowhere = Map.of("packed", "/no/such/file");
    refused("cannot be read", () -> provider.create(settings(provider, nowhere)));
  }

  @Test
  void everyDamageBehindThePicturesAndEveryTruncationIsSeen() throws IOException {
    ImageFolder provider = new ImageFolder();
    pack(provider, unpacked(provider, folders, 30));
    byte[] whole = Files.readAllBytes(file);
    int index = (int) ByteBuffer.wrap(whole).getLong(8);
    for (int at = 0; at < whole.length; at += at < 72 ? 1 : 97) {
      if (at < 72 || at >= index) {
        byte[] damaged = whole.clone();
        damaged[at] ^= 0x10;
        Files.write(file, damaged);
        refused(file.toString(), () -> packed(provider, Map.of()));
      }
    }
    for (int length = 0; length < whole.length; length += 10_007) {
      Files.write(file, Arrays.copyOf(whole, length));
      refused(file.toString(), () -> packed(provider, Map.of()));
    }
  }

  @Test
  void everyDamageOfAPictureIsSeenBeforeItIsLearnt() throws IOException {
    ImageFolder provider = new ImageFolder();
    pack(provider, unpacked(provider, folders, 30));
    byte[] whole = Files.readAllBytes(file);
    int index = (int) ByteBuffer.wrap(whole).getLong(8);
    for (int at = 72; at < index; at += 1 + index / 60) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      Files.write(file, damaged);
      Dataset data = packed(provider, Map.of("on_bad_image", "skip"));
      FaException error = assertThrows(FaException.class, () -> everything(data), "byte " + at);
      String message = String.valueOf(error.getMessage());
      assertTrue(message.startsWith("File " + file + " is damaged: picture "), message);
      assertTrue(
          message.endsWith("has another checksum. Make it again with fa data pack."), message);
      assertTrue(at >= named(message, " bytes from byte (\\d+) on"), message);
    }
  }

  private static long named(String message, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(message);
    assertTrue(found.find(), message);
    return Long.parseLong(found.group(1));
  }

  @Test
  void aFileOfTheVersionBeforeIsRefusedAndSaysWhatToDo() throws IOException {
    ImageFolder provider = new ImageFolder();
    pack(provider, unpacked(provider, folders, 30));
    byte[] old = Files.readAllBytes(file);
    old[7] = '1';
    Files.write(file, old);
    refused("earlier version", () -> packed(provider, Map.of()));
    refused("Make it again with fa data pack", () -> packed(provider, Map.of()));
  }

  @Test
  void aFileMadeToMisleadIsRefused() throws Exception {
    ImageFolder provider = new ImageFolder();
    pack(provider, unpacked(provider, folders, 30));
    byte[] whole = Files.readAllBytes(file);
    int index = (int) ByteBuffer.wrap(whole).getLong(8);
    int[][] lies = {{0, 99}, {0, -1}, {4, 1 << 20}, {4, -4}, {12, 1 << 20}, {12, -1}, {20, 7}};
    for (int[] lie : lies) {
      byte[] lying = whole.clone();
      ByteBuffer.wrap(lying).putInt(index + 28 + lie[0], lie[1]);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(lying, index, lying.length - index);
      System.arraycopy(digest.digest(), 0, lying, 40, 32);
      Files.write(file, lying);
      refused("lies outside of it", () -> packed(provider, Map.of()));
    }
  }

  private static void refused(String why, Runnable what) {
    FaException error = assertThrows(FaException.class, what::run);
    assertTrue(error.getMessage().contains(why), error.getMessage());
  }
}
