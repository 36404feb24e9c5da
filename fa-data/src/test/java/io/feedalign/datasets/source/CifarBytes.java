package io.feedalign.datasets.source;

import io.feedalign.datasets.pipeline.Normalisation;
import io.feedalign.datasets.store.DataStore;
import io.feedalign.datasets.store.KnownFile;
import io.feedalign.datasets.store.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes small CIFAR files for tests. */
final class CifarBytes {
  private CifarBytes() {}

  /** Records whose label and pixels follow from their number. */
  static byte[] records(CifarFormat format, int first, int count) {
    byte[] file = new byte[count * format.recordBytes()];
    for (int record = 0; record < count; record++) {
      for (int i = 0; i < format.recordBytes(); i++) {
        boolean label = i < format.labelBytes();
        int value = label ? (first + record) % format.classes() : pixel(first + record, i);
        file[record * format.recordBytes() + i] = (byte) value;
      }
    }
    return file;
  }

  private static int pixel(int record, int i) {
    return record * 31 + i * 7 + i * i / 5;
  }

  static KnownData data(byte[] published, byte[] found) {
    return new KnownData(
        known("some.bin", published),
        new DataFile("CIFAR", "some.bin", () -> new ByteArrayInputStream(found), "Do something."));
  }

  static KnownFile known(String name, byte[] content) {
    return new KnownFile(name, content.length, Sha256.of(content));
  }

  /** A data set of two training files and a test file, all there. */
  static StoredDataset stored(CifarFormat format, Path root) throws IOException {
    byte[] one = records(format, 0, 100);
    byte[] two = records(format, 100, 87);
    byte[] test = records(format, 500, 41);
    Publication publication =
        new Publication(
            "little",
            "Little.",
            format,
            List.of(known("one.bin", one), known("two.bin", two)),
            List.of(known("test.bin", test)),
            new Normalisation(List.of(.4914, .4822, .4465), List.of(.2470, .2435, .2616)),
            40);
    Path folder = Files.createDirectories(root.resolve("little"));
    Files.write(folder.resolve("one.bin"), one);
    Files.write(folder.resolve("two.bin.gz"), IdxBytes.gzip(two));
    Files.write(folder.resolve("test.bin"), test);
    return new StoredDataset(publication, List.of(), new DataStore(root)) {};
  }
}
