package io.feedalign.core.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
  private static final String C_ORDER =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void arraysComeOutByNameCompressedOrNot(boolean compressed) throws IOException {
    Path file = file(compressed, "conv1.weight.npy", npy(1, C_ORDER, floats(1, 2, 3, 4, 5, 6)));
    StoredTensor tensor = Npz.read(file).tensors().get("conv1.weight");
    assertEquals(List.of(2L, 3L), tensor.sizes());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, tensor.toFloats());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyVersionIsRead(int version) throws IOException {
    Path file = file(false, "a.npy", npy(version, C_ORDER, floats(1, 2, 3, 4, 5, 6)));
    assertEquals(6, Npz.read(file).tensors().get("a").toFloats()[5]);
  }

  @Test
  void fortranOrderIsTurned() throws IOException {
    String header = "{'fortran_order': True, 'descr': '<f4', 'shape': (2, 3)}";
    Path file = file(false, "a.npy", npy(1, header, floats(1, 4, 2, 5, 3, 6)));
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, Npz.read(file).tensors().get("a").toFloats());
  }

  @ParameterizedTest
  @CsvSource({
    "<f2, 003C, 1",
    "<f4, 0000C03F, 1.5",
    ">f4, 3FC00000, 1.5",
    "<f8, 000000000000F83F, 1.5",
    ">f8, 3FF8000000000000, 1.5"
  })
  void floatingNumbersAreRead(String type, String bytes, float expected) throws IOException {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': ()}";
    Path file = file(false, "a.npy", npy(1, header, hex(bytes)));
    assertEquals(expected, Npz.read(file).tensors().get("a").toFloats()[0]);
  }

  @Test
  void wholeNumbersAreRead() throws IOException {
    String header = "{'descr': '<i8', 'fortran_order': False, 'shape': (2L,), }";
    Path file = file(true, "n.npy", npy(1, header, hex("0700000000000000FEFFFFFFFFFFFFFF")));
    assertArrayEquals(new long[] {7, -2}, Npz.read(file).tensors().get("n").toLongs());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': '<c8', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, -3), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, x), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (900000000,), }",
        "{'descr': '<f4', 'fortran_order': 1, 'shape': (2, 3), }",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'more': (1)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } + exit()",
        "__import__('os')",
        ""
      })
  void aWrongHeaderIsRefusedWithFileArrayAndByte(String header) throws IOException {
    Path file = file(false, "w.npy", npy(1, header, floats(1, 2, 3, 4, 5, 6)));
    FaException refused = assertThrows(FaException.class, () -> Npz.read(file));
    assertEquals(ErrorKind.USER, refused.kind());
    assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    assertTrue(refused.getMessage().contains("'w.npy'"), refused.getMessage());
    assertTrue(
        refused.getMessage().matches(".*\\(byte \\d+ of the array\\)\\."), refused.getMessage());
  }

  @Test
  void aBombIsNotUnpacked() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (16777216,), }";
    Path file = file(true, "zeros.npy", npy(1, header, new byte[1 << 26]));
    FaException refused = assertThrows(FaException.class, () -> Npz.read(file));
    assertTrue(refused.getMessage().contains("more than this file can hold"), refused.getMessage());
  }

  @Test
  void aPickleIsRefusedWithTheWayOut() throws IOException {
    Path file = file(false, "archive/data.pkl", new byte[] {1});
    FaException refused = assertThrows(FaException.class, () -> Npz.read(file));
    assertTrue(refused.getMessage().contains("numpy.savez"), refused.getMessage());
  }

  @Test
  void whatIsNoArrayIsRefused() throws IOException {
    Path file = file(false, "readme.txt", new byte[] {1});
    assertThrows(FaException.class, () -> Npz.read(file));
    assertThrows(FaException.class, () -> Npz.read(folder.resolve("none.npz")));
  }

  private Path file(boolean compressed, String name, byte[] content) throws IOException {
    Path file = folder.resolve((compressed ? "packed" : "plain") + ".npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry(name);
      if (!compressed) {
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
      }
      zip.putNextEntry(entry);
      zip.write(content);
    }
    return file;
  }

  private static byte[] npy(int version, String header, byte[] elements) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length);
    out.write(length.array(), 0, version == 1 ? 2 : 4);
    out.writeBytes(text);
    out.writeBytes(elements);
    return out.toByteArray();
  }

  private static byte[] floats(float... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes.array();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
