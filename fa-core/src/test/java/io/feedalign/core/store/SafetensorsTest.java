package io.feedalign.core.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("target", StoredTensor.ofLongs(Shape.of(2), new long[] {3, -1}));
    tensors.put("conv1.weight", StoredTensor.ofFloats(Shape.of(1, 2), new float[] {1.5f, -0f}));
    tensors.put("näme \"q\" \\ \n 😀", StoredTensor.ofInts(Shape.SCALAR, new int[] {7}));
    Path file = folder.resolve("a/b/x.safetensors");
    Safetensors.write(file, new TensorFile(tensors, Map.of("seed", "5")));

    TensorFile read = Safetensors.read(file);

    assertEquals(tensors, read.tensors());
    assertEquals(Map.of("seed", "5"), read.metadata());
    assertArrayEquals(new long[] {3, -1}, read.tensors().get("target").toLongs());
    assertEquals(List.of(1L, 2L), read.tensors().get("conv1.weight").sizes());
  }

  @Test
  void aFileWithNoTensorsIsWhole() {
    Path file = folder.resolve("empty.safetensors");
    Safetensors.write(file, Map.of());
    assertEquals(Map.of(), Safetensors.read(file).tensors());
  }

  @Test
  void anEmptyAxisMeansNoBytes() throws IOException {
    Path file = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[0,0]}}", 0);
    assertEquals(0, Safetensors.read(file).tensors().get("a").elements());
  }

  @Test
  void theHeaderIsAlignedSoThatElementsAre() throws IOException {
    Path file = folder.resolve("x.safetensors");
    Safetensors.write(file, Map.of("a", StoredTensor.ofFloats(Shape.of(1), new float[] {1})));
    long header =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertEquals(0, header % 8);
  }

  @ParameterizedTest
  @CsvSource({
    "F16, 3C00, 1",
    "F16, C000, -2",
    "F16, 0001, 5.9604645E-8",
    "F16, 7C00, Infinity",
    "BF16, 3FC0, 1.5",
    "F32, 3FC00000, 1.5",
    "F64, 3FF8000000000000, 1.5"
  })
  void everyFloatingTypeIsWidened(StoredType type, String bits, float expected) {
    ByteBuffer bytes = ByteBuffer.allocate(type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    long raw = Long.parseLong(bits, 16);
    for (int i = 0; i < type.bytes(); i++) {
      bytes.put(i, (byte) (raw >>> (8 * i)));
    }
    StoredTensor tensor = new StoredTensor(type, List.of(), bytes);
    assertEquals(expected, tensor.toFloats()[0]);
    assertThrows(FaException.class, tensor::toLongs);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":1}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[01],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":"
            + "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} x",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[999999999999999999999],\"data_offsets\":[0,4]}}",
        "{\"__metadata__\":{\"a\":1}}",
        "{\"a",
        "[]"
      })
  void aDamagedHeaderIsRefusedWithFileAndByte(String header) throws IOException {
    Path file = file(header, 4);
    FaException refused = assertThrows(FaException.class, () -> Safetensors.read(file));
    assertEquals(ErrorKind.USER, refused.kind());
    assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    assertTrue(refused.getMessage().matches("(?s).*\\(byte \\d+\\)\\."), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 100_000_001L, 4096, Long.MAX_VALUE})
  void aHeaderLengthIsBelievedOnlyIfTheFileProvesIt(long claimed) throws IOException {
    byte[] bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(claimed).array();
    Path file = Files.write(folder.resolve("liar.safetensors"), bytes);
    FaException refused = assertThrows(FaException.class, () -> Safetensors.read(file));
    assertTrue(refused.getMessage().contains("(byte 0)"), refused.getMessage());
  }

  @Test
  void aMissingFileIsASentence() {
    Path file = folder.resolve("none.safetensors");
    FaException refused = assertThrows(FaException.class, () -> Safetensors.read(file));
    assertEquals(
        "Cannot read '" + file + "': there is no such file or folder.", refused.getMessage());
  }

  private Path file(String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }
}
