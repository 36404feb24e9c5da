package io.feedalign.testkit;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The convolutions of residual nets, in whose sizes vendors' libraries have engines of their own.
 */
public final class EverydayConvolutions {
  private final Map<String, ProgramCase> cases = new LinkedHashMap<>();

  /** All of them. */
  public EverydayConvolutions() {
    for (DType type : List.of(DType.F32, DType.BF16)) {
      add(type, Shape.of(8, 3, 32, 32), 16, Geometry.square(3, 1, 1));
      add(type, Shape.of(8, 16, 32, 32), 16, Geometry.square(3, 1, 1));
      add(type, Shape.of(8, 16, 32, 32), 32, Geometry.square(3, 2, 1));
      add(type, Shape.of(8, 64, 8, 8), 64, Geometry.square(3, 1, 1));
      add(type, Shape.of(4, 64, 28, 28), 128, Geometry.square(1, 2, 0));
      add(type, Shape.of(2, 3, 56, 56), 64, Geometry.square(7, 2, 3));
      add(type, Shape.of(4, 64, 14, 14), 64, Geometry.square(3, 1, 1).withGroups(32));
    }
  }

  private void add(DType type, Shape image, int channels, Geometry window) {
    int kernel = window.kernel().h();
    String name =
        type
            + " "
            + image
            + " to "
            + channels
            + " by "
            + kernel
            + ", stride "
            + window.stride().h();
    double tolerance = type == DType.F32 ? ProgramCase.SINGLE : ProgramCase.BRAIN;
    Shape weight = Shape.of(channels, image.size(1) / window.groups(), kernel, kernel);
    cases.put(
        name,
        new ProgramCase(
            name,
            tolerance,
            sketch -> {
              Value x = sketch.emit().cast(sketch.normal(Form.activation(image)), type);
              Value w = sketch.emit().cast(sketch.normal(Form.parameter(weight)), type);
              Form signal = Form.activation(window.outputShape(image, channels));
              Value s = sketch.emit().cast(sketch.normal(signal), type);
              sketch.apply(new Conv2d(window), x, w);
              sketch.apply(new Conv2dInputGrad(window, image), s, w);
              sketch.apply(new Conv2dWeightGrad(window), x, s);
            }));
  }

  /** What each is about. */
  public List<String> names() {
    return List.copyOf(cases.keySet());
  }

  /** Fails unless a backend agrees with the reference on one of them, twice with the same bits. */
  public void check(Backend backend, String name) {
    ProgramCase one = Checks.known(cases.get(name), "No convolution " + name);
    Agreement.matchesReference(backend, one);
    Agreement.sameBits(backend, one);
  }
}
