package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.cuda.source.Sources;
import io.feedalign.error.FaException;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lowers programs by a table of what each operation becomes, alone and joined with another. */
public final class ProgramLowering {
  private final Map<Class<? extends Op>, Lowering> table;
  private final Map<Class<? extends Op>, List<Joint>> joints;
  private final String prelude;

  /** A lowering by a table, with the device functions that its kernels call. */
  public ProgramLowering(Map<Class<? extends Op>, Lowering> table, String prelude) {
    this(table, Map.of(), prelude);
  }

  /** A lowering that joins instructions where it can. */
  ProgramLowering(
      Map<Class<? extends Op>, Lowering> table,
      Map<Class<? extends Op>, List<Joint>> joints,
      String prelude) {
    this.table = Map.copyOf(table);
    this.joints = Map.copyOf(joints);
    this.prelude = prelude;
  }

  /** The same, every instruction by itself. */
  public ProgramLowering withoutJoints() {
    return new ProgramLowering(table, prelude);
  }

  /** The stages of a program whose values share no memory. */
  public Lowered lower(Program program) {
    return lower(program, Places.SEPARATE);
  }

  /** The stages of a program whose values lie where a plan says. */
  public Lowered lower(Program program, MemoryPlan plan) {
    return lower(program, new Places(plan));
  }

  private Lowered lower(Program program, Places places) {
    StageWriter writer = new StageWriter(new Sources(prelude));
    Fusions fusions = Fusions.of(program, places, joints);
    for (int i = 0; i < program.body().size(); i++) {
      if (!fusions.elsewhere(i)) {
        lower(i, program.body().get(i), fusions, writer);
      }
      writer.endInstruction(fusions.done(i));
    }
    return writer.finish();
  }

  private void lower(int index, Instruction step, Fusions fusions, StageWriter writer) {
    Optional<Joint> joint = fusions.joint(index);
    if (joint.isPresent()) {
      joint.get().lowering().lower(step, fusions.beside(index).orElseThrow(), writer);
    } else {
      lowering(step).lower(step, writer);
    }
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
