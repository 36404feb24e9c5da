package io.feedalign.backend.nd4j;

import io.feedalign.backend.Storage;
import io.feedalign.backend.cpu.CpuStorage;
import io.feedalign.backend.cpu.OffHeapArena;
import io.feedalign.backend.nd4j.kernel.MaxPoolKernels;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.HashMap;
import java.util.Map;

/**
 * What the values of a program need: their elements, and images for the choices of max poolings.
 */
final class Nd4jStorage {
  private Nd4jStorage() {}

  static Map<Value, Storage> of(Program program) {
    Map<Value, Storage> needs = new HashMap<>(CpuStorage.of(program, geometry -> 1));
    for (Instruction step : program.body()) {
      if (step.op() instanceof MaxPool) {
        Shape image = step.inputs().get(0).shape();
        needs.put(step.outputs().get(1), choice(((MaxPool) step.op()).geometry(), image));
      }
      if (step.op() instanceof MaxPoolGrad) {
        MaxPoolGrad op = (MaxPoolGrad) step.op();
        needs.put(step.inputs().get(0), choice(op.geometry(), op.input()));
      }
    }
    return needs;
  }

  private static Storage choice(Geometry geometry, Shape image) {
    return new Storage(MaxPoolKernels.choiceBytes(geometry, image), OffHeapArena.ALIGNMENT);
  }
}
