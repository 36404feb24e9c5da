package io.feedalign.core.store;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Mutants;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes, a reader of stored tensors takes them or refuses them in a sentence. */
class StoreFuzzTest {
  private static final Path NAMED = Path.of("mutant");

  /** As many as {@code -Dtest.mutants=} says. */
  private static final int NIGHTLY = Integer.getInteger("test.mutants", 50_000_000);

  @TempDir Path folder;

  @Test
  void mutantsOfSafetensors() throws IOException {
    safetensors(200_000);
  }

  @Tag("nightly")
  @Test
  void manyMutantsOfSafetensors() throws IOException {
    safetensors(NIGHTLY);
  }

  private static void safetensors(int count) throws IOException {
    byte[] sound = safetensors();
    int accepted =
        Mutants.of(42, sound)
            .accepted(count, bytes -> Safetensors.read(NAMED, new InMemoryChannel(bytes)));
    requireSome(accepted, count);
  }

  @Test
  void everyTruncationOfSafetensorsIsNoticed() throws IOException {
    byte[] sound = safetensors();
    for (int length = 0; length < sound.length; length++) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThrows(
          FaException.class,
          () -> Safetensors.read(NAMED, new InMemoryChannel(cut)),
          "cut at " + length);
    }
  }

  @Test
  void mutantsOfArrays() {
    arrays(200_000);
  }

  @Tag("nightly")
  @Test
  void manyMutantsOfArrays() {
    arrays(NIGHTLY);
  }

  private static void arrays(int count) {
    Npy.Terms terms =
        new Npy.Terms(1 << 20, (what, offset) -> FaException.user(what + " at " + offset));
    int accepted =
        Mutants.of(11, npy())
            .accepted(count, bytes -> Npy.read(new ByteArrayInputStream(bytes), terms));
    requireSome(accepted, count);
  }

  @Test
  void mutantsOfArchivesOfArrays() throws IOException {
    archives(1_000);
  }

  @Tag("nightly")
  @Test
  void manyMutantsOfArchivesOfArrays() throws IOException {
    archives(Math.min(NIGHTLY, 1_000_000));
  }

  /** Through a file, since Java's zip reader takes nothing else. */
  private void archives(int count) throws IOException {
    Path file = folder.resolve("mutant.npz");
    Mutants.of(7, npz(0), npz(9)).accepted(count, bytes -> Npz.read(Files.write(file, bytes)));
  }

  @Test
  void mutantsOfFlatObjects() {
    flatObjects(50_000);
  }

  @Tag("nightly")
  @Test
  void manyMutantsOfFlatObjects() {
    flatObjects(NIGHTLY);
  }

  private static void flatObjects(int count) {
    byte[] sound =
        FlatJson.text(Map.of("format", 1, "loss_sum", -0.25e-7, "note.\u00e9\n", "a \"b\" \\ c"))
            .getBytes(StandardCharsets.UTF_8);
    requireSome(Mutants.of(3, sound).accepted(count, bytes -> FlatJson.read(NAMED, bytes)), count);
  }

  /**
   * A reader that refused all would pass; so would mutants that are no other than their parents.
   */
  private static void requireSome(int accepted, int count) {
    assertTrue(accepted > 0 && accepted < count, accepted + " of " + count + " were taken");
  }

  private static byte[] safetensors() throws IOException {
    Map<String, StoredTensor> tensors =
        Map.of(
            "x", StoredTensor.ofFloats(Shape.of(1, 1, 2, 2), new float[] {1, 2, 3, 4}),
            "target", StoredTensor.ofLongs(Shape.of(1), new long[] {0}));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.content(new TensorFile(tensors, Map.of("seed", "5")))
        .writeTo(Channels.newChannel(out));
    return out.toByteArray();
  }

  private static byte[] npy() {
    byte[] header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
            .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(10 + header.length + 6 * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) header.length)
        .put(header)
        .putFloat(1.5f)
        .array();
  }

  private static byte[] npz(int level) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(level);
      for (String name : new String[] {"conv1.weight.npy", "b.npy"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(npy());
      }
    }
    return out.toByteArray();
  }
}
