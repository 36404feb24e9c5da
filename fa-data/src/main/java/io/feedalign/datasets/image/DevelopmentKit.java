package io.feedalign.datasets.image;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The two files of ILSVRC2012's development kit that say what the validation images show.
 *
 * @param place where the kit is: its tar.gz, or its folder
 * @param files their bytes, by name
 */
record DevelopmentKit(Path place, Map<String, byte[]> files) {
  private static final String NAME = "ILSVRC2012_devkit_t12";
  private static final String TRUTH = "ILSVRC2012_validation_ground_truth.txt";
  private static final String META = "meta.mat";
  private static final int MOST = 1 << 24;

  /** The kit in a folder, unpacked or not. */
  static DevelopmentKit in(Path folder) {
    Path packed = folder.resolve(NAME + ".tar.gz");
    Path unpacked = folder.resolve(NAME);
    try {
      if (Files.isRegularFile(packed)) {
        return new DevelopmentKit(packed, unpack(packed));
      }
      Map<String, byte[]> files = new HashMap<>();
      for (String name : List.of(TRUTH, META)) {
        Path file = unpacked.resolve("data").resolve(name);
        if (Files.isRegularFile(file)) {
          try (InputStream in = Files.newInputStream(file)) {
            files.put(name, in.readNBytes(MOST));
          }
        }
      }
      if (files.size() == 2) {
        return new DevelopmentKit(unpacked, files);
      }
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "The development kit in " + folder + " cannot be read: " + e, e);
    }
    throw FaException.user(
        "There is a validation tar in "
            + folder
            + ", but not the development kit that says what its images show. Put "
            + NAME
            + ".tar.gz beside it.");
  }

  private static Map<String, byte[]> unpack(Path packed) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (InputStream file = Files.newInputStream(packed);
        TarArchiveInputStream in = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        for (String name : List.of(TRUTH, META)) {
          if (entry.isFile() && entry.getName().endsWith("/data/" + name)) {
            files.put(name, in.readNBytes(MOST));
          }
        }
      }
    }
    return files;
  }

  /** A class number for each validation image, in the order of their names. */
  List<Integer> groundTruth() {
    List<Integer> truth = new ArrayList<>();
    for (String line : new String(file(TRUTH), StandardCharsets.US_ASCII).split("\\s+")) {
      try {
        truth.add(Integer.parseInt(line));
      } catch (NumberFormatException e) {
        throw FaException.user(
            "The ground truth of " + place + " has '" + line + "' where a class number should be.");
      }
    }
    return truth;
  }

  /** The names of the classes by their numbers. */
  Map<Integer, String> synsets() {
    try {
      return SynsetTable.read(file(META));
    } catch (IOException | RuntimeException e) { // a damaged file may claim anything
      String message = META + " of " + place + " cannot be read: " + e.getMessage() + ".";
      throw new FaException(ErrorKind.USER, message, e);
    }
  }

  private byte[] file(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw FaException.user("The development kit " + place + " lacks data/" + name + ".");
    }
    return bytes;
  }
}
