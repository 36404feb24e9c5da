package io.feedalign.testkit;

import com.sun.management.ThreadMXBean;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Philox;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * Damaged copies of sound files, the same ones for the same seed. A reader may take one as it is,
 * or refuse it with an error that is the user's: within a second of computing, and without more
 * memory than the file can ask for. Anything else is an {@link AssertionError} that names seed and
 * number.
 *
 * <pre>{@code
 * byte[] sound = {'C', 'S', 'V', '1'};
 * int read = Mutants.of(7, sound).accepted(1_000_000, bytes -> bytes.clone());
 * }</pre>
 */
public final class Mutants {
  /** Four times the file and 16 MiB. */
  private static final long SLACK = 16L << 20;

  private static final long MOST_NANOSECONDS = 1_000_000_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final int seed;
  private final List<byte[]> sound;

  private Mutants(int seed, List<byte[]> sound) {
    this.seed = seed;
    this.sound = sound;
  }

  /** Mutants of these files. */
  public static Mutants of(int seed, byte[]... sound) {
    return new Mutants(seed, List.of(sound));
  }

  /** Reads a file's bytes; what it gives is left alone. */
  @FunctionalInterface
  public interface Reader {
    /** Takes the file or refuses it. */
    void read(byte[] file) throws IOException;
  }

  /** Lets a reader try so many mutants; how many of them it took. */
  public int accepted(int count, Reader reader) {
    int accepted = 0;
    for (int i = 0; i < count; i++) {
      byte[] mutant = mutant(i);
      try {
        accepted += reads(reader, mutant) ? 1 : 0;
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ", mutant " + i, e);
      }
    }
    return accepted;
  }

  private static boolean reads(Reader reader, byte[] mutant) throws IOException {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long nanoseconds = THREADS.getCurrentThreadCpuTime();
    boolean taken = taken(reader, mutant);
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    nanoseconds = THREADS.getCurrentThreadCpuTime() - nanoseconds;
    if (bytes > 4L * mutant.length + SLACK || nanoseconds > MOST_NANOSECONDS) {
      throw new AssertionError(
          mutant.length + " bytes took " + bytes + " bytes of memory and " + nanoseconds + " ns");
    }
    return taken;
  }

  private static boolean taken(Reader reader, byte[] mutant) throws IOException {
    try {
      reader.read(mutant);
      return true;
    } catch (FaException e) {
      if (e.kind() != ErrorKind.USER) {
        throw e;
      }
      return false;
    }
  }

  /** One to four edits: a bit, a byte, a cut, an end that grows, a stretch that moves. */
  private byte[] mutant(int number) {
    Dice dice = new Dice(seed, number);
    byte[] mutant = sound.get(number % sound.size()).clone();
    for (int edits = 1 + dice.below(4); edits > 0 && mutant.length > 0; edits--) {
      int at = dice.below(mutant.length);
      switch (dice.below(8)) {
        case 0, 1, 2 -> mutant[at] ^= (byte) (1 << dice.below(8));
        case 3, 4 -> mutant[at] = (byte) dice.below(256);
        case 5 -> mutant = Arrays.copyOf(mutant, at);
        case 6 -> mutant = Arrays.copyOf(mutant, mutant.length + dice.below(9));
        default -> {
          int to = dice.below(mutant.length);
          int length = mutant.length - Math.max(at, to);
          System.arraycopy(mutant, at, mutant, to, length);
        }
      }
    }
    return mutant;
  }

  /** Numbers that follow from a seed and a mutant's number. */
  private static final class Dice {
    private final long seed;
    private final int number;
    private int thrown;

    Dice(long seed, int number) {
      this.seed = seed;
      this.number = number;
    }

    int below(int bound) {
      return Philox.below(seed, number, thrown++, bound);
    }
  }
}
