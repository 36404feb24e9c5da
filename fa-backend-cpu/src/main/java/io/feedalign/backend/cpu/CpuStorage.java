package io.feedalign.backend.cpu;

import io.feedalign.backend.Storage;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What the values of a program need in a CPU's memory: their elements, and a cache line's
 * alignment.
 */
public final class CpuStorage {
  private CpuStorage() {}

  /**
   * The needs of every value.
   *
   * @param choiceBytes bytes for one element of a max pooling's choice
   */
  public static Map<Value, Storage> of(Program program, ToIntFunction<Geometry> choiceBytes) {
    Map<Value, Storage> needs = new LinkedHashMap<>();
    for (List<Value> outside : List.of(program.feeds(), program.states(), program.reads())) {
      outside.forEach(value -> add(needs, value, value.type().bytes()));
    }
    for (Instruction step : program.body()) {
      step.inputs().forEach(value -> add(needs, value, value.type().bytes()));
      step.outputs().forEach(value -> add(needs, value, value.type().bytes()));
      if (step.op() instanceof MaxPool) {
        Geometry geometry = ((MaxPool) step.op()).geometry();
        put(needs, step.outputs().get(1), choiceBytes.applyAsInt(geometry));
      } else if (step.op() instanceof MaxPoolGrad) {
        Geometry geometry = ((MaxPoolGrad) step.op()).geometry();
        put(needs, step.inputs().get(0), choiceBytes.applyAsInt(geometry));
      }
    }
    return needs;
  }

  private static void add(Map<Value, Storage> needs, Value value, int elementBytes) {
    if (!needs.containsKey(value)) {
      put(needs, value, elementBytes);
    }
  }

  private static void put(Map<Value, Storage> needs, Value value, int elementBytes) {
    long bytes = value.shape().elements() * elementBytes;
    needs.put(value, new Storage(bytes, OffHeapArena.ALIGNMENT));
  }
}
