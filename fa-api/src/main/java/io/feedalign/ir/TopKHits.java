package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * In how many rows the target is among the k largest logits, as an f32 scalar. Equal logits rank by
 * class index; a target of -1 or a NaN logit at the target is no hit, and a NaN elsewhere ranks
 * below all numbers. Operands: logits (N, K), target I32 (N).
 *
 * <pre>{@code
 * Value first = emit.write(new TopKHits(1), logits, target).get(0);
 * Value amongFive = emit.write(new TopKHits(5), logits, target).get(0);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record TopKHits(int k) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Targets.check(this, inputs);
    return List.of(Form.SCALAR);
  }
}
