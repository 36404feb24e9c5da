package io.feedalign.core.compile;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateContext;
import java.util.function.Function;

/** What the update chain is given for one tensor; its names live below the tensor's path. */
record TensorUpdate(String path, Kind kind, Value weight, States states) implements UpdateContext {
  /** What sort of tensor it is. */
  record Kind(Parameter parameter, boolean first) {}

  @Override
  public Parameter parameter() {
    return kind.parameter();
  }

  @Override
  public boolean first() {
    return kind.first();
  }

  @Override
  public Value state(String name, Initializer initializer) {
    return states.drawn(path + "." + name, weight.shape(), initializer);
  }

  @Override
  public Value remember(String name, Function<Emitter, Value> atStart) {
    return states.remembered(path + "." + name, atStart);
  }

  @Override
  public Value scheduled(String name, Schedule schedule) {
    return states.scheduled(name, schedule);
  }
}
