package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CifarReaderTest {
  private static final CifarFormat TEN = new CifarFormat(1, 10);
  private static final CifarFormat HUNDRED = new CifarFormat(2, 100);
  private static final byte[] SOUND = CifarBytes.records(TEN, 3, 4);

  @Test
  void planesBecomePixels() {
    for (CifarFormat format : List.of(TEN, HUNDRED)) {
      byte[] one = CifarBytes.records(format, 7, 3);
      byte[] two = CifarBytes.records(format, 50, 2);
      Pictures read =
          format.read(List.of(CifarBytes.data(one, one), CifarBytes.data(two, IdxBytes.gzip(two))));
      assertEquals(Shape.of(3, 32, 32), read.shape());
      assertPixels(format, one, 0, read);
      assertPixels(format, two, 3, read);
    }
  }

  private static void assertPixels(CifarFormat format, byte[] file, int first, Pictures read) {
    int size = format.labelBytes() + 3072;
    for (int record = 0; record < file.length / size; record++) {
      assertEquals(
          file[record * size + format.labelBytes() - 1], read.labels()[first + record], "label");
      for (int i = 0; i < 3072; i++) {
        int channel = i / 1024;
        int place = i % 1024;
        assertEquals(
            file[record * size + format.labelBytes() + i],
            read.pixels()[((first + record) * 1024 + place) * 3 + channel]);
      }
    }
  }

  @Test
  void theFineLabelOfCifar100Counts() {
    byte[] file = CifarBytes.records(HUNDRED, 0, 1);
    file[0] = 19;
    file[1] = 99;
    Pictures read = HUNDRED.read(List.of(CifarBytes.data(file, file)));
    assertArrayEquals(new int[] {99}, read.labels());
  }

  @Test
  void aTruncatedFileIsNamedWithItsEnd() {
    for (int length : new int[] {0, 1, 3072, 3073, 3074, 4 * 3073 - 1}) {
      String message = refused(Arrays.copyOf(SOUND, length));
      assertTrue(
          message.contains("ends at byte " + length + ", but its 4 pictures take 12292 bytes"),
          message);
      refused(IdxBytes.gzip(Arrays.copyOf(SOUND, length)));
    }
    byte[] packed = IdxBytes.gzip(SOUND);
    for (int length = 0; length < packed.length; length += 97) {
      refused(Arrays.copyOf(packed, length));
    }
  }

  @Test
  void whatFollowsTheLastPictureIsRefused() {
    String message = refused(Arrays.copyOf(SOUND, SOUND.length + 1));
    assertTrue(message.contains("goes on at byte 12292, behind its 4 pictures"), message);
    refused(IdxBytes.gzip(Arrays.copyOf(SOUND, SOUND.length + 1)));
  }

  @Test
  void aLabelThatIsNoClassIsNamedWithItsPlace() {
    byte[] wrong = SOUND.clone();
    wrong[2 * 3073] = 10;
    String message = refused(wrong);
    assertTrue(
        message.contains("has the label 10 at byte 6146, but labels go from 0 to 9"), message);
  }

  @Test
  void aFlippedBitIsNoticed() {
    byte[] flipped = SOUND.clone();
    flipped[5000] ^= 1;
    assertTrue(refused(flipped).contains("not the published one"));
  }

  private static String refused(byte[] found) {
    FaException e =
        assertThrows(FaException.class, () -> TEN.read(List.of(CifarBytes.data(SOUND, found))));
    assertEquals(ErrorKind.USER, e.kind());
    assertTrue(e.getMessage().startsWith("CIFAR file 'some.bin' "), e.getMessage());
    assertTrue(e.getMessage().endsWith("Do something."), e.getMessage());
    return e.getMessage();
  }
}
