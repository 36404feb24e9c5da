package io.feedalign.datasets.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** ILSVRC2012's archives, made of a folder with train/ and val/. */
public final class Tars {
  private Tars() {}

  /** A tar of the given files. */
  static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        out.putArchiveEntry(entry);
        out.write(file.getValue());
        out.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Writes the archives; class numbers in the ground truth run against the classes' order. */
  public static void write(Path folders, Path archives) throws IOException {
    Files.createDirectories(archives);
    Map<String, byte[]> classes = new TreeMap<>((a, b) -> b.compareTo(a));
    Map<String, byte[]> scored = new TreeMap<>();
    StringBuilder truth = new StringBuilder();
    List<String> names = names(folders.resolve("train"));
    for (int label = 0; label < names.size(); label++) {
      String name = names.get(label);
      classes.put(name + ".tar", tar(files(folders.resolve("train").resolve(name))));
      for (byte[] file : files(folders.resolve("val").resolve(name)).values()) {
        scored.put(String.format("ILSVRC2012_val_%08d.JPEG", scored.size() + 1), file);
        truth.append(names.size() - label).append('\n');
      }
    }
    Files.write(archives.resolve("ILSVRC2012_img_train.tar"), tar(classes));
    Files.write(archives.resolve("ILSVRC2012_img_val.tar"), tar(scored));
    Map<String, byte[]> kit = new TreeMap<>();
    String data = "ILSVRC2012_devkit_t12/data/";
    kit.put(
        data + "ILSVRC2012_validation_ground_truth.txt",
        truth.toString().getBytes(StandardCharsets.US_ASCII));
    kit.put(data + "meta.mat", meta(names));
    kit.put("ILSVRC2012_devkit_t12/readme.txt", new byte[99]);
    try (GZIPOutputStream out =
        new GZIPOutputStream(
            Files.newOutputStream(archives.resolve("ILSVRC2012_devkit_t12.tar.gz")))) {
      out.write(tar(kit));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : names(folder)) {
      files.put(name, Files.readAllBytes(folder.resolve(name)));
    }
    return files;
  }

  /** A meta.mat of level 5: number n is the n-th class from the end. */
  static byte[] meta(List<String> names) throws IOException {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    for (int i = 0; i < names.size(); i++) {
      fields.writeBytes(number(names.size() - i));
      fields.writeBytes(text(names.get(i)));
      fields.writeBytes(text("what it is"));
    }
    byte[] header = new byte[128];
    header[125] = 1;
    header[126] = 'I';
    header[127] = 'M';
    byte[] struct =
        matrix(
            2,
            names.size(),
            "synsets",
            join(brief(5, ints(16)), element(1, fields("ILSVRC2012_ID", "WNID", "words"))),
            fields.toByteArray());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(struct);
    }
    byte[] tag = join(ints(15), ints(packed.size()));
    return join(header, tag, packed.toByteArray());
  }

  private static byte[] fields(String... names) {
    ByteBuffer all = ByteBuffer.allocate(16 * names.length);
    for (int i = 0; i < names.length; i++) {
      all.position(16 * i).put(names[i].getBytes(StandardCharsets.US_ASCII));
    }
    return all.array();
  }

  private static byte[] number(int value) {
    return matrix(6, 1, "", brief(4, Arrays.copyOf(ints(value), 2)));
  }

  private static byte[] text(String value) {
    return matrix(4, 1, "", element(4, value.getBytes(StandardCharsets.UTF_16LE)));
  }

  private static byte[] matrix(int kind, int rows, String name, byte[]... contents) {
    byte[] flags = element(6, join(ints(kind), ints(0)));
    byte[] sizes = element(5, join(ints(rows), ints(1)));
    byte[] named = element(1, name.getBytes(StandardCharsets.US_ASCII));
    return element(14, join(flags, sizes, named, join(contents)));
  }

  private static byte[] element(int type, byte[] data) {
    byte[] padding = new byte[(8 - data.length % 8) % 8];
    return join(ints(type), ints(data.length), data, padding);
  }

  private static byte[] brief(int type, byte[] data) {
    return join(ints(data.length << 16 | type), Arrays.copyOf(data, 4));
  }

  private static byte[] ints(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
