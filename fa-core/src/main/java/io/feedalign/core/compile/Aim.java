package io.feedalign.core.compile;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.LossHead;
import io.feedalign.nn.MixedTarget;
import java.util.Optional;

/**
 * What a network is to learn from a batch.
 *
 * @param target one for each row
 * @param mixture the same with a second target for each row, if images are mixed
 */
record Aim(Value target, Optional<MixedTarget> mixture) {
  /** Writes loss and error. */
  LossHead.Outcome meet(LossHead head, Emitter emit, Value output) {
    if (mixture.isEmpty()) {
      return head.meet(emit, output, target);
    }
    return head.meet(emit, output, mixture.get())
        .orElseThrow(
            () ->
                FaException.user(
                    "The data set mixes images in pairs, but the loss "
                        + head.getClass().getSimpleName()
                        + " takes no mixture of two targets. Set mixup: 0, or use a network that"
                        + " ends in softmax cross-entropy."));
  }

  /** Writes the target in the output's form. */
  Value teacher(LossHead head, Emitter emit, Value output) {
    return mixture
        .map(mixed -> head.teacher(emit, output, mixed))
        .orElseGet(() -> head.teacher(emit, output, target));
  }
}
