package io.feedalign.backend.cuda;

import io.feedalign.error.FaException;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.OneHot;
import io.feedalign.ir.Program;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Value;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Of how many classes a program takes its targets to be. Kernels cannot refuse a target that is no
 * class, so it is refused as it is written.
 *
 * @param classes by the value that holds the targets
 */
record TargetClasses(Map<Value, Integer> classes) {
  /** What a program's instructions read as targets. */
  static TargetClasses of(Program program) {
    Map<Value, Integer> classes = new HashMap<>();
    for (Instruction step : program.body()) {
      if (step.op() instanceof SoftmaxCrossEntropy || step.op() instanceof TopKHits) {
        int columns = step.inputs().get(0).shape().size(1);
        classes.merge(step.inputs().get(1), columns, Math::min);
      } else if (step.op() instanceof OneHot) {
        classes.merge(step.inputs().get(0), ((OneHot) step.op()).classes(), Math::min);
      }
    }
    return new TargetClasses(classes);
  }

  /** Fails unless every number that remains is a class or -1, if a value holds targets. */
  void check(Value value, IntBuffer source) {
    Integer known = classes.get(value);
    if (known == null) {
      return;
    }
    int most = known;
    for (int row = 0; row < source.remaining(); row++) {
      int target = source.get(source.position() + row);
      if (target < -1 || target >= most) {
        throw refusal(target, row, most);
      }
    }
  }

  private static FaException refusal(int target, int row, int classes) {
    return FaException.user(
        "Target "
            + target
            + " of row "
            + row
            + " is no class: there are "
            + classes
            + " classes, 0 to "
            + (classes - 1)
            + ", and -1 for a row to ignore.");
  }
}
