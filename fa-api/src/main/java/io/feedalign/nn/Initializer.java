package io.feedalign.nn;

import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import org.apiguardian.api.API;

/**
 * The distribution from which a parameter or a rule's state starts.
 *
 * <pre>{@code
 * Initializer small = (emit, shape, draw) -> emit.normal(0.01, Form.parameter(shape), draw);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
@FunctionalInterface
public interface Initializer {
  /** All zeros. */
  Initializer ZEROS = constant(0);

  /** All ones. */
  Initializer ONES = constant(1);

  /** Writes the draw of a row-major f32 tensor of the given shape. */
  Value draw(Emitter emit, Shape shape, Draw draw);

  /** One number everywhere. */
  static Initializer constant(double value) {
    return (emit, shape, draw) -> emit.fill(value, Form.parameter(shape));
  }
}
