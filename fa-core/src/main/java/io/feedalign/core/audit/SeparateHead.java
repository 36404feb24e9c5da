package io.feedalign.core.audit;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.LossHead;
import io.feedalign.nn.MixedTarget;
import io.feedalign.tensor.Shape;
import java.util.Optional;

/**
 * A head that meets the two targets of mixed images apart and adds up the two errors: not as the
 * audited head mixes them. Its loss is that of the first targets, since audits read errors only.
 *
 * @param head meets single targets
 */
record SeparateHead(LossHead head) implements LossHead {
  @Override
  public Form target(Shape output) {
    return head.target(output);
  }

  @Override
  public Outcome meet(Emitter emit, Value output, Value target) {
    return head.meet(emit, output, target);
  }

  @Override
  public Optional<Outcome> meet(Emitter emit, Value output, MixedTarget target) {
    Outcome first = meet(emit, output, target.first());
    Value second = meet(emit, output, target.second()).error();
    Value rest = emit.affine(target.share(), -1, 1);
    Value error =
        emit.add(emit.scaleAxis(first.error(), target.share(), 0), emit.scaleAxis(second, rest, 0));
    return Optional.of(new Outcome(first.loss(), error));
  }

  @Override
  public Optional<Value> hits(Emitter emit, Value output, Value target, int k) {
    return head.hits(emit, output, target, k);
  }

  @Override
  public Value teacher(Emitter emit, Value output, Value target) {
    return head.teacher(emit, output, target);
  }

  @Override
  public boolean balanced() {
    return head.balanced();
  }
}
