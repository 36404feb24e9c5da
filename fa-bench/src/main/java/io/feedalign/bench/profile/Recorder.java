package io.feedalign.bench.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** When how many instructions of a program were done, in one run. */
final class Recorder implements IntConsumer {
  private final long[] at;
  private final int[] done;
  private int told;

  /** For programs of so many instructions. */
  Recorder(int instructions) {
    at = new long[instructions + 1];
    done = new int[instructions + 1];
  }

  /** Forgets the run before. */
  void rewind() {
    told = 0;
  }

  @Override
  public void accept(int instructions) {
    // What comes before an instruction is done, such as reordering its weights, is a part of it.
    if (told == 0 || instructions > done[told - 1]) {
      at[told] = System.nanoTime();
      done[told++] = instructions;
    }
  }

  /** The first instruction of each unit that was executed, and the number of all behind it. */
  List<Integer> bounds() {
    List<Integer> bounds = new ArrayList<>();
    for (int i = 0; i < told; i++) {
      bounds.add(Math.min(done[i], at.length - 1));
    }
    return bounds;
  }

  /** Milliseconds from the start of the program to the end of each unit. */
  double[] ends() {
    double[] ends = new double[Math.max(0, told - 1)];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (at[i + 1] - at[0]) / 1e6;
    }
    return ends;
  }
}
