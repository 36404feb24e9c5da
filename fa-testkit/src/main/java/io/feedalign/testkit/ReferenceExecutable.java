package io.feedalign.testkit;

import io.feedalign.backend.Arenas;
import io.feedalign.backend.Executable;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A program bound to doubles: one loop after the other, at exactly the places that were planned.
 */
final class ReferenceExecutable implements Executable {

  private final List<Runnable> body = new ArrayList<>();
  private final Map<Value, Tensor> tensors = new HashMap<>();
  private final MemoryPlan plan;
  private final Arenas arenas;
  private boolean closed;

  ReferenceExecutable(ReferenceTable table, Program program, MemoryPlan plan, Arenas arenas) {
    this.plan = plan;
    this.arenas = arenas;
    for (Instruction instruction : program.body()) {
      List<Cells> inputs = instruction.inputs().stream().map(this::cells).toList();
      List<Cells> outputs = instruction.outputs().stream().map(this::cells).toList();
      Loop<Op> loop = table.of(instruction.op());
      body.add(() -> loop.run(instruction.op(), inputs, outputs));
    }
    Consumer<Value> visible = value -> tensors.put(value, new ReferenceTensor(cells(value)));
    program.feeds().forEach(visible);
    program.states().forEach(visible);
    program.reads().forEach(visible);
  }

  private Cells cells(Value value) {
    Place place = plan.of(value);
    double[] store = ((ReferenceArena) arenas.of(place.lifetime())).store();
    long end = place.offset() + Double.BYTES * value.shape().elements();
    boolean fits = place.bytes() >= Double.BYTES * value.shape().elements();
    Checks.that(
        place.offset() % Double.BYTES == 0 && fits && end <= (long) store.length * Double.BYTES,
        value + " does not fit its place " + place);
    return new Cells(store, Math.toIntExact(place.offset() / Double.BYTES), value);
  }

  @Override
  public void run() {
    Checks.that(!closed, "This executable is closed");
    body.forEach(Runnable::run);
  }

  @Override
  public Tensor tensor(Value value) {
    return Checks.known(tensors.get(value), "The program has no feed, state or read " + value);
  }

  @Override
  public void close() {
    closed = true;
  }
}
