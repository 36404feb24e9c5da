package io.feedalign.backend.cuda.host;

import io.feedalign.error.FaException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * The memory of a host twin: every block ends where pages end that nobody may touch, and what is
 * given back may not be touched either.
 */
final class HostMemory {
  private static final long PAGE = 4096;
  private static final long ALIGNMENT = 256;

  /** Bytes asked for at an address, and the pages that hold them. */
  private record Block(long bytes, long firstPage, long pages) {
    long end() {
      return firstPage + pages * PAGE;
    }
  }

  private final Machine machine;
  private final TreeMap<Long, Block> blocks = new TreeMap<>();
  private long used;

  HostMemory(Machine machine) {
    this.machine = machine;
  }

  long allocate(long bytes) {
    if (bytes < 0 || bytes > Machine.BYTES) {
      throw tooMuch(bytes);
    }
    long rounded = (Math.max(1, bytes) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    long pages = (rounded + PAGE - 1) / PAGE;
    long first = gap((pages + 2) * PAGE, bytes) + PAGE;
    machine.ask("open " + first + " " + pages * PAGE);
    long address = first + pages * PAGE - rounded;
    blocks.put(address, new Block(bytes, first, pages));
    used += bytes;
    return address;
  }

  /** The first gap of so many bytes. */
  private long gap(long wanted, long bytes) {
    long start = Machine.BASE;
    for (Block block : blocks.values()) {
      if (block.firstPage() - start >= wanted) {
        return start;
      }
      start = block.end();
    }
    if (Machine.BASE + Machine.BYTES - start < wanted) {
      throw tooMuch(bytes);
    }
    return start;
  }

  private FaException tooMuch(long bytes) {
    return FaException.resources(
        "The host twin was asked for "
            + bytes
            + " bytes; "
            + (Machine.BYTES - used)
            + " are free.");
  }

  void free(long address) {
    Block block = blocks.remove(address);
    if (block == null) {
      throw FaException.internal("Nothing was allocated at " + Long.toHexString(address) + ".");
    }
    used -= block.bytes();
    machine.ask("shut " + block.firstPage() + " " + block.pages() * PAGE);
  }

  /** A stretch of allocated memory. */
  ByteBuffer bytes(long address, long count) {
    Map.Entry<Long, Block> below = blocks.floorEntry(address);
    if (below == null || address + count > below.getKey() + below.getValue().bytes()) {
      throw FaException.internal(
          count + " bytes at " + Long.toHexString(address) + " lie in no allocated block.");
    }
    return machine
        .memory()
        .slice(Math.toIntExact(address - Machine.BASE), Math.toIntExact(count))
        .order(machine.memory().order());
  }

  /** Bytes allocated now. */
  long used() {
    return used;
  }

  /** Blocks allocated now. */
  int blocks() {
    return blocks.size();
  }
}
