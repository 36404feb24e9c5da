package io.feedalign.backend.cuda;

import io.feedalign.backend.cuda.device.Device;
import io.feedalign.backend.cuda.device.PinnedBlock;
import io.feedalign.backend.cuda.device.Uploads;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Pinned memory through which tensors go to a device and come back.
 *
 * <p>Uploads take pieces of it one after the other and are not waited for; it is waited for the
 * device only when no piece is left. So the host prepares a piece while the one before is on its
 * way, and a step's small feeds wait for nothing at all. It grows to what the tensors need, within
 * a bound.
 *
 * <p>Each way to a device has its own: pieces are free again once that way was waited for.
 */
final class Staging implements AutoCloseable {
  /** The largest piece: long enough for full speed, short enough to be one of several. */
  static final int PIECE = 4 << 20;

  private static final int LEAST = 64 << 10;
  private static final int MOST = 8 * PIECE;
  private static final int ALIGNMENT = 256;

  private final Device device;
  private final Uploads way;
  private Optional<PinnedBlock> block = Optional.empty();
  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private int used;

  /** Pinned memory for one way to a device. */
  Staging(Device device, Uploads way) {
    this.device = device;
    this.way = way;
  }

  /**
   * A piece from position to limit, to be filled and given to {@link #upload}. It is good until the
   * next call of any method.
   *
   * @param size in bytes; best not much more than {@link #PIECE}
   */
  ByteBuffer piece(int size) {
    if ((long) used + size > bytes.capacity()) {
      way.synchronize();
      grow(size);
      used = 0;
    }
    return bytes.limit(used + size).position(used);
  }

  /** Enqueues the upload of a piece, which must have been filled to its limit. */
  void upload(ByteBuffer piece, long address) {
    way.upload(piece, address);
    used = Math.min(bytes.capacity(), (piece.limit() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
  }

  /** Bytes from the device, from position to limit. Only where its own order is the way. */
  ByteBuffer download(long address, int size) {
    ByteBuffer piece = piece(size);
    device.download(address, piece);
    used = 0; // a download waits for everything before it
    return piece;
  }

  /** Says that its way was waited for, so that every piece is free again. */
  void free() {
    used = 0;
  }

  /** Its size in bytes. */
  long bytes() {
    return bytes.capacity();
  }

  private void grow(int size) {
    long wanted = Math.max(size, Math.min(MOST, Math.max(LEAST, 2L * (used + (long) size))));
    if (wanted > bytes.capacity()) {
      close();
      PinnedBlock larger = device.pinned(wanted);
      block = Optional.of(larger);
      bytes = larger.bytes();
    }
  }

  @Override
  public void close() {
    block.ifPresent(PinnedBlock::close);
    block = Optional.empty();
    bytes = ByteBuffer.allocate(0);
  }
}
