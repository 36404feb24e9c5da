package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.datasets.store.Sha256;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxReaderTest {
  private static final Shape SHAPE = Shape.of(5, 3, 4);
  private static final byte[] SOUND = IdxBytes.counting(SHAPE, 251);

  @Test
  void readsPlainAndGzippedFilesAlike() {
    Idx plain = read(SOUND);
    Idx packed = read(IdxBytes.gzip(SOUND));
    assertEquals(SHAPE, plain.shape());
    assertEquals(SHAPE, packed.shape());
    assertArrayEquals(Arrays.copyOfRange(SOUND, 16, SOUND.length), plain.bytes());
    assertArrayEquals(plain.bytes(), packed.bytes());
  }

  @Test
  void readsFilesLargerThanItsFirstChunk() {
    Shape large = Shape.of(1200, 28, 28);
    assertEquals(large, read(IdxBytes.gzip(IdxBytes.counting(large, 251))).shape());
  }

  @Test
  void refusesEveryTruncationAndNamesTheByte() {
    for (int length = 0; length < SOUND.length; length++) {
      byte[] cut = Arrays.copyOf(SOUND, length);
      FaException plain = refused(cut);
      assertTrue(plain.getMessage().contains("ends at byte " + length), plain.getMessage());
      FaException packed = refused(IdxBytes.gzip(cut));
      assertTrue(packed.getMessage().contains("ends at byte " + length), packed.getMessage());
    }
  }

  @Test
  void refusesEveryTruncationOfAGzippedFile() {
    byte[] packed = IdxBytes.gzip(SOUND);
    for (int length = 0; length < packed.length; length++) {
      refused(Arrays.copyOf(packed, length));
    }
  }

  @Test
  void refusesWhatFollowsTheLastElement() {
    FaException plain = refused(Arrays.copyOf(SOUND, SOUND.length + 1));
    assertTrue(plain.getMessage().contains("goes on at byte " + SOUND.length), plain.getMessage());
    byte[] packed = IdxBytes.gzip(SOUND);
    refused(Arrays.copyOf(packed, packed.length + 1));
    refused(concat(packed, packed));
    refused(concat(packed, "some text behind the end".getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, starts with",
    "1, 1, starts with",
    "2, 13, starts with 00000d03 at byte 0",
    "3, 1, starts with 00000801 at byte 0",
    "4, 128, has the size 2147483653 at byte 4",
    "4, 127, has the size 2130706437 at byte 4",
    "8, 127, has the size 2130706435 at byte 8",
    "11, 0, has the size 0 at byte 8",
    "15, 5, but its header promises 91 bytes: [5x3x5]",
  })
  void namesTheByteThatIsWrong(int offset, int value, String claim) {
    byte[] damaged = SOUND.clone();
    damaged[offset] = (byte) value;
    String message = refused(damaged).getMessage();
    assertTrue(message.contains(claim), message);
    assertTrue(message.startsWith("IDX file 'some.idx' "), message);
    assertTrue(message.endsWith("Do something."), message);
  }

  @Test
  void aHeaderThatLiesCostsNoMemory() {
    byte[] liar = Idx.header(Shape.of(1 << 20, 32, 32));
    refused(liar);
    long before = allocated();
    refused(liar);
    assertTrue(allocated() - before < 1L << 20, "one chunk, not the gigabyte promised");
  }

  @Test
  void refusesAGzipBomb() {
    byte[] bomb = IdxBytes.gzip(IdxBytes.counting(Shape.of(1 << 14, 32, 32), 1));
    assertTrue(refused(bomb).getMessage().contains("unpacks to more than 200 times its size"));
  }

  @Test
  void aFileThatIsNotThereIsTheUsersError() {
    DataFile nowhere = DataFile.at("IDX", Path.of("/no/such/file"), "Fetch it.");
    FaException e = assertThrows(FaException.class, () -> IdxReader.read(nowhere, 1, 10));
    assertEquals(ErrorKind.USER, e.kind());
    assertTrue(e.getMessage().contains("/no/such/file"), e.getMessage());
  }

  @Test
  void digestIsThatOfTheWholeFile() {
    assertEquals(Sha256.of(SOUND), read(SOUND).sha256());
  }

  private static Idx read(byte[] content) {
    return IdxReader.read(IdxBytes.file(content), 3, 1 << 30);
  }

  private static FaException refused(byte[] content) {
    FaException e = assertThrows(FaException.class, () -> read(content));
    assertEquals(ErrorKind.USER, e.kind());
    return e;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
