package io.feedalign.nn;

import io.feedalign.ir.Value;
import org.apiguardian.api.API;

/**
 * Two targets for each row, and how much of the row is of the first: what a network learns from
 * images that are mixed in pairs.
 *
 * <pre>{@code
 * Value other = tape.declare("other", target.form());
 * Value share = tape.declare("share", Form.parameter(Shape.of(128)));
 * MixedTarget mixed = new MixedTarget(target, other, share);
 * LossHead.Outcome met = network.head().meet(emit, output, mixed).orElseThrow();
 * Value teacher = network.head().teacher(emit, output, mixed); // share y1 + (1 - share) y2
 * }</pre>
 *
 * @param first in the form of {@link LossHead#target}
 * @param second in the same form; where one leaves a row out, both do
 * @param share of the first in each row, f32 (N), from 0 to 1
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record MixedTarget(Value first, Value second, Value share) {}
