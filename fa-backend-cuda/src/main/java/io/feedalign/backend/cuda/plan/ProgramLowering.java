package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.source.Sources;
import io.feedalign.error.FaException;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import java.util.Map;

/** Lowers programs by a table of what each operation becomes. */
public final class ProgramLowering {
  private final Map<Class<? extends Op>, Lowering> table;
  private final String prelude;

  /** A lowering by a table, with the device functions that its kernels call. */
  public ProgramLowering(Map<Class<? extends Op>, Lowering> table, String prelude) {
    this.table = Map.copyOf(table);
    this.prelude = prelude;
  }

  /** The stages of a program. */
  public Lowered lower(Program program) {
    StageWriter writer = new StageWriter(new Sources(prelude));
    for (int i = 0; i < program.body().size(); i++) {
      Instruction step = program.body().get(i);
      lowering(step).lower(step, writer);
      writer.endInstruction(i + 1);
    }
    return writer.finish();
  }

  private Lowering lowering(Instruction step) {
    Lowering lowering = table.get(step.op().getClass());
    if (lowering == null) {
      throw FaException.internal(
          "The CUDA backend cannot lower " + step.op() + "; it knows " + table.keySet() + ".");
    }
    return lowering;
  }
}
