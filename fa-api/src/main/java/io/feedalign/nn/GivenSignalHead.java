package io.feedalign.nn;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A teaching signal given from outside, in place of a target: the error at the output is the target
 * as it stands, and the loss is 0. For comparing single steps with other frameworks.
 *
 * <pre>{@code
 * Network compared = network.withHead(new GivenSignalHead());
 * Form error = compared.head().target(Shape.of(128, 10)); // the target is the error itself
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record GivenSignalHead() implements LossHead {
  @Override
  public Form target(Shape output) {
    return Form.activation(output);
  }

  @Override
  public Outcome meet(Emitter emit, Value output, Value target) {
    return new Outcome(emit.fill(0, Form.SCALAR), target);
  }

  @Override
  public Optional<Value> hits(Emitter emit, Value output, Value target, int k) {
    return Optional.empty();
  }

  @Override
  public Value teacher(Emitter emit, Value output, Value target) {
    throw FaException.user(
        "This rule teaches with the target, but only a teaching signal was given. Give a target of"
            + " class indices.");
  }
}
