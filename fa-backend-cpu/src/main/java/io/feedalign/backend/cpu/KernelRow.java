package io.feedalign.backend.cpu;

import java.util.ArrayList;
import java.util.List;

/** Kernels in the order in which they run, and which instruction each of them begins with. */
public final class KernelRow {
  private final List<Kernel> kernels = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private int instruction;

  /** What is added from now on begins with this instruction of the program. */
  public void from(int index) {
    instruction = index;
  }

  /** One more kernel, in place of the instructions up to the next kernel's. */
  public void add(Kernel kernel) {
    kernels.add(kernel);
    starts.add(instruction);
  }

  Kernel[] kernels() {
    return kernels.toArray(new Kernel[0]);
  }

  /** How many instructions are done after each kernel, of a program with so many. */
  int[] done(int instructions) {
    int[] done = new int[kernels.size()];
    for (int i = 0; i < done.length; i++) {
      done[i] = i + 1 < done.length ? starts.get(i + 1) : instructions;
    }
    return done;
  }
}
