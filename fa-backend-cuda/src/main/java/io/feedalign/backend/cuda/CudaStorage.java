package io.feedalign.backend.cuda;

import io.feedalign.backend.Storage;
import io.feedalign.backend.cuda.plan.PoolLowerings;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the values of a program need on a device: their elements, aligned for wide accesses. */
final class CudaStorage {
  private CudaStorage() {}

  /** The needs of every value. */
  static Map<Value, Storage> of(Program program) {
    Map<Value, Storage> needs = new LinkedHashMap<>();
    for (List<Value> outside : List.of(program.feeds(), program.states(), program.reads())) {
      outside.forEach(value -> add(needs, value));
    }
    for (Instruction step : program.body()) {
      step.inputs().forEach(value -> add(needs, value));
      step.outputs().forEach(value -> add(needs, value));
      if (step.op() instanceof MaxPool) {
        choices(needs, step.outputs().get(1), ((MaxPool) step.op()).geometry());
      } else if (step.op() instanceof MaxPoolGrad) {
        choices(needs, step.inputs().get(0), ((MaxPoolGrad) step.op()).geometry());
      }
    }
    return needs;
  }

  private static void add(Map<Value, Storage> needs, Value value) {
    if (!needs.containsKey(value)) {
      put(needs, value, value.type().bytes());
    }
  }

  private static void choices(Map<Value, Storage> needs, Value value, Geometry geometry) {
    put(needs, value, PoolLowerings.choiceBytes(geometry));
  }

  private static void put(Map<Value, Storage> needs, Value value, int elementBytes) {
    long bytes = value.shape().elements() * elementBytes;
    needs.put(value, new Storage(bytes, DeviceArena.ALIGNMENT));
  }
}
