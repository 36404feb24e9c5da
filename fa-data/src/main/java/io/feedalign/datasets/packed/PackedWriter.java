package io.feedalign.datasets.packed;

import io.feedalign.datasets.augment.Pixels;
import io.feedalign.datasets.image.BadPicture;
import io.feedalign.datasets.image.BadPictures;
import io.feedalign.datasets.image.Canvas;
import io.feedalign.datasets.image.Crew;
import io.feedalign.datasets.image.PictureCollection;
import io.feedalign.datasets.image.PictureSource;
import io.feedalign.datasets.image.Size;
import io.feedalign.datasets.image.View;
import io.feedalign.datasets.store.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Writes the pictures of a collection to a fresh file, several decoded at a time, in order. */
final class PackedWriter {
  private static final int AT_A_TIME = 8;
  private static final int NEWS = 10_000;

  private final FileChannel file;
  private final BadPictures bad;
  private final Consumer<String> progress;
  private final ByteArrayOutputStream index = new ByteArrayOutputStream();
  private long end = PackedLayout.HEAD;
  private int written;

  /** A picture on its way to the file. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Packed(Size size, byte[] pixels, String text) {}

  PackedWriter(FileChannel file, BadPictures bad, Consumer<String> progress) {
    this.file = file;
    this.bad = bad;
    this.progress = progress;
  }

  /** Writes all of it. */
  void write(PictureCollection pictures, PackedRemarks remarks, Crew crew) throws IOException {
    List<PictureSource> parts =
        Stream.of(
                Stream.of(pictures.training()),
                pictures.validation().stream(),
                pictures.test().stream())
            .flatMap(part -> part)
            .toList();
    for (PictureSource part : parts) {
      write(part, crew);
    }
    finish(remarks.write());
  }

  private void write(PictureSource part, Crew crew) throws IOException {
    List<PictureSource.Reader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < crew.size(); i++) {
        readers.add(part.reader());
      }
      Packed[] ready = new Packed[crew.size() * AT_A_TIME];
      for (int first = 0; first < part.count(); first += ready.length) {
        int from = first;
        int count = Math.min(ready.length, part.count() - first);
        crew.run(count, (worker, i) -> ready[i] = pack(part, readers.get(worker), from + i));
        for (int i = 0; i < count; i++) {
          append(ready[i], part.label(first + i));
        }
      }
    } finally {
      readers.forEach(PictureSource.Reader::close);
    }
  }

  private Packed pack(PictureSource part, PictureSource.Reader reader, int position) {
    String name = part.name(position);
    try {
      Size size = reader.open(position);
      View view = reader.view(size.all(), 1);
      byte[] pixels = new byte[PackedLayout.pixels(size.width(), size.height())];
      Pixels seen = view.pixels();
      int row = size.width() * Canvas.CHANNELS;
      for (int y = 0; y < size.height(); y++) {
        System.arraycopy(seen.bytes(), seen.at(y, 0), pixels, y * row, row);
      }
      return new Packed(size, pixels, name);
    } catch (BadPicture e) {
      bad.add(name, e);
      return new Packed(new Size(0, 0), new byte[0], name + "\n" + e.what());
    }
  }

  private void append(Packed picture, int label) throws IOException {
    byte[] text = picture.text().getBytes(StandardCharsets.UTF_8);
    ByteBuffer entry = ByteBuffer.allocate(PackedLayout.ENTRY);
    entry.putInt(label).putInt(picture.size().width()).putInt(picture.size().height());
    CRC32C checksum = new CRC32C();
    checksum.update(picture.pixels());
    checksum.update(text);
    entry.putInt(text.length).putLong(end).putInt((int) checksum.getValue());
    index.write(entry.array());
    put(ByteBuffer.wrap(picture.pixels()));
    put(ByteBuffer.wrap(text));
    written++;
    if (written % NEWS == 0) {
      progress.accept(written + " images, " + end / 1_000_000 + " MB");
    }
  }

  private void put(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      end += file.write(bytes, end);
    }
  }

  private void finish(byte[] remarks) throws IOException {
    byte[] entries = index.toByteArray();
    MessageDigest digest = Sha256.start();
    digest.update(entries);
    digest.update(remarks);
    ByteBuffer head = ByteBuffer.allocate(PackedLayout.HEAD);
    head.putLong(PackedLayout.MAGIC).putLong(end).putLong(written);
    head.putLong(end + entries.length).putLong(remarks.length).put(digest.digest());
    put(ByteBuffer.wrap(entries));
    put(ByteBuffer.wrap(remarks));
    head.flip();
    while (head.hasRemaining()) {
      file.write(head, head.position());
    }
  }
}
