package io.feedalign.ir;

import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import org.apiguardian.api.API;

/**
 * What a value looks like: its shape, element type and order in memory.
 *
 * <pre>{@code
 * Form image = Form.activation(Shape.of(128, 3, 32, 32)); // f32, channels last
 * Form half = image.withType(DType.BF16);
 * Form weights = Form.parameter(Shape.of(16, 3, 5, 5));   // f32, row-major
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Form(Shape shape, DType type, Layout layout) {
  /** A single float. */
  public static final Form SCALAR = new Form(Shape.SCALAR, DType.F32, Layout.ROW_MAJOR);

  /** Floats in row-major order: parameters and their kin. */
  public static Form parameter(Shape shape) {
    return new Form(shape, DType.F32, Layout.ROW_MAJOR);
  }

  /** Floats as activations lie: channels last if they are images. */
  public static Form activation(Shape shape) {
    return new Form(shape, DType.F32, Layout.ofActivation(shape));
  }

  /** 32-bit integers: targets and counters. */
  public static Form integers(Shape shape) {
    return new Form(shape, DType.I32, Layout.ROW_MAJOR);
  }

  /** The same places with another element type. */
  public Form withType(DType other) {
    return new Form(shape, other, layout);
  }

  /** The same type and layout with another shape. */
  public Form withShape(Shape other) {
    return new Form(other, type, layout);
  }
}
