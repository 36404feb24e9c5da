package io.feedalign.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a file is to hold, known to the last byte before anything is written.
 *
 * @param blocks one after the other; their positions are left alone
 */
public record FileContent(List<ByteBuffer> blocks) {
  /** More at once would make Java copy it all into memory outside its heap. */
  private static final int MOST_AT_ONCE = 1 << 20;

  /** Copies the list. */
  public FileContent {
    blocks = List.copyOf(blocks);
  }

  /** Text in UTF-8. */
  public static FileContent of(String text) {
    return new FileContent(List.of(StandardCharsets.UTF_8.encode(text)));
  }

  /** How many there are. */
  public long bytes() {
    return blocks.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /** Writes all of it. */
  public void writeTo(WritableByteChannel channel) throws IOException {
    for (ByteBuffer block : blocks) {
      drain(channel, block.duplicate());
    }
  }

  /** Writes all that remains in a buffer. */
  static void drain(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + MOST_AT_ONCE));
      channel.write(bytes);
      bytes.limit(end);
    }
  }
}
