package io.feedalign.ir;

import io.feedalign.tensor.Shape;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The adjoint of {@link MaxPool}: each signal goes to the element that won.
 *
 * <p>Operands: choice (the second output of the pooling), signal (N, C, P, Q). Yields the given
 * input shape.
 *
 * <pre>{@code
 * MaxPoolGrad adjoint = new MaxPoolGrad(Geometry.square(2, 2, 0), x.shape());
 * Value back = emit.write(adjoint, choice, signal).get(0); // choice: from the MaxPool
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record MaxPoolGrad(Geometry geometry, Shape input) implements Op {
  @Override
  public List<Form> outputs(List<Value> inputs) {
    Operands.count(this, inputs, 2);
    ConvShapes.checkSignal(
        this, inputs, geometry.outputShape(input, input.size(1)), inputs.get(1).shape());
    return List.of(inputs.get(1).form().withShape(input));
  }
}
