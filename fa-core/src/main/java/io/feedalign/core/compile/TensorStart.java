package io.feedalign.core.compile;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateContext;
import java.util.function.Function;

/**
 * What a constraint is given for one tensor before training starts: states as they are drawn, since
 * what they hold is yet to be written.
 */
record TensorStart(TensorUpdate tensor, Emitter emit) implements UpdateContext {
  String path() {
    return tensor.path();
  }

  @Override
  public Parameter parameter() {
    return tensor.parameter();
  }

  @Override
  public boolean first() {
    return tensor.first();
  }

  @Override
  public Value weight() {
    return tensor.states().draw(emit, path());
  }

  @Override
  public Value state(String name, Initializer initializer) {
    Value state = tensor.state(name, initializer);
    return tensor.states().draw(emit, state.name());
  }

  @Override
  public Value remember(String name, Function<Emitter, Value> atStart) {
    throw tooEarly(name, "is remembered only once the weights have started");
  }

  @Override
  public Value scheduled(String name, Schedule schedule) {
    throw tooEarly(name, "follows a schedule, which has not begun");
  }

  private FaException tooEarly(String name, String why) {
    return FaException.plugin(
        "A constraint asked for '"
            + name
            + "' to start '"
            + path()
            + "', but that "
            + why
            + ". Ask for a state.");
  }
}
