package io.feedalign.core.store;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reader of npz files: a zip archive of npy arrays, as {@code numpy.savez} and {@code
 * numpy.savez_compressed} write it. Nothing in it is ever run, and no object array is read. What
 * comes out is at most 200 times as large as the file, and every array's checksum is right.
 *
 * <pre>{@code
 * StoredTensor weight = Npz.read(Path.of("resnet32.npz")).tensors().get("conv1.weight");
 * }</pre>
 */
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final int MOST_ARRAYS = 100_000;
  private static final long MOST_INFLATION = 200;
  private static final long SLACK = 1 << 20;

  private Npz() {}

  /**
   * Every array of a file, by name.
   *
   * @throws FaException (USER) naming file, array and byte, if it is damaged or no such file
   */
  public static TensorFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw FaException.user("Cannot read '" + file + "': there is no such file.");
    }
    try (ZipFile zip = new ZipFile(local(file))) {
      return read(file, zip);
    } catch (ZipException | IllegalArgumentException e) {
      throw new FaException(
          ErrorKind.USER,
          "'"
              + file
              + "' is not a whole npz file: as a zip archive it is damaged: "
              + e.getMessage()
              + ".",
          e);
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + file + "': " + IoReason.of(e) + ".", e);
    }
  }

  private static File local(Path file) {
    try {
      return file.toFile();
    } catch (UnsupportedOperationException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + file + "': copy it to a local disk first.", e);
    }
  }

  private static TensorFile read(Path file, ZipFile zip) throws IOException {
    if (zip.size() > MOST_ARRAYS) {
      throw FaException.user(
          "'" + file + "' has " + zip.size() + " arrays; " + MOST_ARRAYS + " is the most.");
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    long left = MOST_INFLATION * Files.size(file) + SLACK;
    for (ZipEntry entry : List.copyOf(zip.stream().toList())) {
      String name = arrayName(file, entry);
      StoredTensor tensor = array(file, zip, entry, left);
      left -= tensor.bytes().remaining();
      if (tensors.put(name, tensor) != null) {
        throw broken(file, name, "it is there twice", 0);
      }
    }
    return new TensorFile(tensors, Map.of());
  }

  private static String arrayName(Path file, ZipEntry entry) {
    String name = entry.getName();
    if (name.toLowerCase(Locale.ROOT).endsWith(".pkl")) {
      throw pickle(file);
    }
    if (!name.endsWith(SUFFIX) || entry.isDirectory()) {
      throw FaException.user(
          "'" + file + "' is not an npz file: it holds '" + name + "', which is no npy array.");
    }
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** The refusal of PyTorch's own files. */
  public static FaException pickle(Path file) {
    return FaException.user(
        "'"
            + file
            + "' is a pickle, as torch.save writes it. Reading one can run code that it holds, so"
            + " feedalign does not. Convert it where you trust it, in Python: numpy.savez('x.npz',"
            + " **{k: v.cpu().numpy() for k, v in torch.load('x.pt').items()}).");
  }

  private static StoredTensor array(Path file, ZipFile zip, ZipEntry entry, long left)
      throws IOException {
    String name = entry.getName();
    Npy.Blame blame = (what, offset) -> broken(file, name, what, offset);
    Npy.Terms terms = new Npy.Terms(Math.min(left, Integer.MAX_VALUE - 8L), blame);
    CRC32 sum = new CRC32();
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
      StoredTensor tensor = Npy.read(in, terms);
      if (sum.getValue() != entry.getCrc()) {
        throw blame.at("its checksum is wrong", 0);
      }
      return tensor;
    }
  }

  private static FaException broken(Path file, String name, String what, long offset) {
    return FaException.user(
        "'"
            + file
            + "' is not a whole npz file: array '"
            + name
            + "': "
            + what
            + " (byte "
            + offset
            + " of the array).");
  }
}
