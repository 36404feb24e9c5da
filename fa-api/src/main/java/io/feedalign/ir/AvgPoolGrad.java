package io.feedalign.ir;

import io.feedalign.tensor.Shape;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The adjoint of {@link AvgPool}: each signal (N, C, P, Q) is spread evenly over its window.
 *
 * <pre>{@code
 * AvgPoolGrad spread = new AvgPoolGrad(Geometry.square(2, 2, 0), false, x.shape());
 * Value back = emit.write(spread, signal).get(0); // like x
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record AvgPoolGrad(Geometry geometry, boolean countPadding, Shape input) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 1);
    ConvShapes.checkSignal(
        this, inputs, geometry.outputShape(input, input.size(1)), inputs.get(0).shape());
    return List.of(inputs.get(0).form().withShape(input));
  }
}
