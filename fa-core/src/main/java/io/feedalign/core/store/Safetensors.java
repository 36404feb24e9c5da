package io.feedalign.core.store;

import io.feedalign.core.store.SafetensorsHeader.Entry;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reader and writer of safetensors files: a length, a table of contents in JSON, and the elements.
 * There is no code in the format and none is ever run. Every allocation is at most as large as the
 * file has proven to be.
 */
public final class Safetensors {

  /** The format's own cap on its header, in bytes. */
  public static final long MOST_HEADER_BYTES = 100_000_000;

  private Safetensors() {}

  /**
   * Everything a file holds.
   *
   * @throws FaException (USER) naming file and byte, if it is damaged or no such file
   */
  public static TensorFile read(Path file) {
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
      return read(file, channel);
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + file + "': " + IoReason.of(e) + ".", e);
    }
  }

  static TensorFile read(Path file, SeekableByteChannel channel) throws IOException {
    ByteBuffer length = block(channel, file, 0, HeaderText.START);
    long headerBytes = checkedHeaderBytes(file, length.getLong(0), channel.size());
    SafetensorsHeader header = header(channel, file, (int) headerBytes);
    long start = HeaderText.START + headerBytes;
    requireNoHoles(file, header, start, channel.size());
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> named : header.entries().entrySet()) {
      Entry entry = named.getValue();
      ByteBuffer bytes = block(channel, file, start + entry.begin(), entry.end() - entry.begin());
      tensors.put(named.getKey(), new StoredTensor(entry.type(), entry.sizes(), bytes));
    }
    return new TensorFile(tensors, header.metadata());
  }

  /** Writes tensors so that the file is whole or the old one stays. */
  public static void write(Path file, Map<String, StoredTensor> tensors) {
    write(file, new TensorFile(tensors, Map.of()));
  }

  /** Writes tensors and metadata so that the file is whole or the old one stays. */
  public static void write(Path file, TensorFile contents) {
    AtomicFile.write(file, content(contents)::writeTo);
  }

  /** The bytes of a file of tensors and metadata, to be written by whoever has the place. */
  public static FileContent content(TensorFile contents) {
    List<Map.Entry<String, StoredTensor>> ordered =
        contents.tensors().entrySet().stream()
            .sorted(
                Comparator.comparingInt(
                        (Map.Entry<String, StoredTensor> e) -> -e.getValue().type().bytes())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    byte[] header = HeaderWriter.write(ordered, contents.metadata());
    ByteBuffer length = ByteBuffer.allocate(HeaderText.START).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(header.length).flip();
    List<ByteBuffer> blocks = new ArrayList<>(List.of(length, ByteBuffer.wrap(header)));
    ordered.forEach(tensor -> blocks.add(tensor.getValue().bytes()));
    return new FileContent(blocks);
  }

  static FaException broken(Path file, String what, long offset) {
    return FaException.user(
        "'" + file + "' is not a whole safetensors file: " + what + " (byte " + offset + ").");
  }

  private static long checkedHeaderBytes(Path file, long bytes, long fileBytes) {
    if (bytes < 2 || bytes > MOST_HEADER_BYTES) {
      throw broken(
          file,
          "it says that its header has "
              + Long.toUnsignedString(bytes)
              + " bytes, but 2 to "
              + MOST_HEADER_BYTES
              + " are allowed",
          0);
    }
    if (bytes > fileBytes - HeaderText.START) {
      throw broken(
          file,
          "it says that its header has " + bytes + " bytes, but the file has only " + fileBytes,
          0);
    }
    return bytes;
  }

  private static SafetensorsHeader header(SeekableByteChannel channel, Path file, int bytes)
      throws IOException {
    ByteBuffer raw = block(channel, file, HeaderText.START, bytes);
    if (raw.get(0) != '{') {
      throw broken(file, "its header does not start with '{'", HeaderText.START);
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(raw)
              .toString();
      return SafetensorsHeader.parse(file, text);
    } catch (CharacterCodingException e) {
      FaException broken =
          broken(file, "its header is not UTF-8", HeaderText.START + (long) raw.position());
      broken.addSuppressed(e);
      throw broken;
    }
  }

  /** The elements must fill the rest of the file without holes or overlaps, as the format says. */
  private static void requireNoHoles(
      Path file, SafetensorsHeader header, long start, long fileBytes) {
    long reached = 0;
    List<Map.Entry<String, Entry>> byPlace =
        header.entries().entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
                    .thenComparingLong(e -> e.getValue().end()))
            .toList();
    for (Map.Entry<String, Entry> named : byPlace) {
      if (named.getValue().begin() != reached) {
        throw broken(
            file,
            "'"
                + named.getKey()
                + "' starts at "
                + named.getValue().begin()
                + " instead of "
                + reached
                + " behind the header",
            start + reached);
      }
      reached = named.getValue().end();
    }
    if (start + reached != fileBytes) {
      throw broken(
          file,
          "its tensors end at byte " + (start + reached) + " but the file at " + fileBytes,
          Math.min(start + reached, fileBytes));
    }
  }

  private static ByteBuffer block(SeekableByteChannel channel, Path file, long from, long bytes)
      throws IOException {
    if (bytes > Integer.MAX_VALUE - 8) {
      throw FaException.resources(
          "'"
              + file
              + "' holds a tensor of "
              + bytes
              + " bytes; 2 GiB is the most that one may have.");
    }
    if (from + bytes > channel.size()) {
      throw broken(file, "it ends too early", channel.size());
    }
    ByteBuffer block = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    channel.position(from);
    while (block.hasRemaining()) {
      if (channel.read(block) < 0) {
        throw new EOFException("it became shorter while it was read");
      }
    }
    return block.flip();
  }
}
