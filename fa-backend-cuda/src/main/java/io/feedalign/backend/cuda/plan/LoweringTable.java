package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.source.Prelude;
import io.feedalign.ir.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every operation becomes on a device. */
public final class LoweringTable {
  private LoweringTable() {}

  /** A lowering that knows all operations. */
  public static ProgramLowering lowering() {
    return new ProgramLowering(table(), joints(), Prelude.text());
  }

  private static Map<Class<? extends Op>, List<Joint>> joints() {
    Map<Class<? extends Op>, List<Joint>> joints = new HashMap<>();
    joints.putAll(NormLowerings.joints());
    joints.putAll(LibraryLowerings.joints());
    return joints;
  }

  private static Map<Class<? extends Op>, Lowering> table() {
    Map<Class<? extends Op>, Lowering> table = new HashMap<>();
    table.putAll(PointwiseLowerings.rows());
    table.putAll(MoveLowerings.rows());
    table.putAll(ReductionLowerings.rows());
    table.putAll(NormLowerings.rows());
    table.putAll(PoolLowerings.rows());
    table.putAll(LossLowerings.rows());
    table.putAll(LibraryLowerings.rows());
    return table;
  }
}
