package io.feedalign.core.run;

import io.feedalign.backend.Executable;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.nio.FloatBuffer;

/** A program, where its values lie, and what runs it. */
public record BoundProgram(Program program, MemoryPlan plan, Executable executable) {
  /** Runs it once. */
  public void run() {
    executable.run();
  }

  /** The content of a scalar that it reads out. */
  public double scalar(Value value) {
    FloatBuffer one = FloatBuffer.allocate(1);
    executable.tensor(value).read(one);
    return one.get(0);
  }
}
