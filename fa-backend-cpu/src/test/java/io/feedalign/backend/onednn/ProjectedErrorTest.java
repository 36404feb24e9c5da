package io.feedalign.backend.onednn;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors in bf16 that are projected onto images by one product. */
class ProjectedErrorTest {
  /** A last place of bf16 and the products' own rounding. */
  private static final double TOLERANCE = 8e-3;

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(Shape.of(7, 3, 4, 5), 1),
        Arguments.of(Shape.of(33, 6, 13, 11), 3),
        Arguments.of(Shape.of(128, 16, 8, 8), 10),
        Arguments.of(Shape.of(128, 32, 3, 2), 100),
        Arguments.of(Shape.of(12, 5, 1, 1), 4),
        Arguments.of(Shape.of(4, 3, 5, 2), 10));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theyAreTheProductInTheImagesOrder(Shape shape, int terms) {
    Sketch sketch = new Sketch();
    int units = Math.toIntExact(shape.elementsPerRow());
    Value error = sketch.normal(Form.parameter(Shape.of(shape.size(0), terms)));
    Value feedback = sketch.normal(Form.parameter(Shape.of(terms, units)));
    Value product =
        sketch
            .emit()
            .matmul(
                sketch.emit().cast(error, DType.BF16), sketch.emit().cast(feedback, DType.BF16));
    Value images = sketch.emit().cast(sketch.emit().reshape(product, shape), DType.BF16);
    sketch.read(images);
    double[] expected = run(new ReferenceBackend(), sketch, images);
    OneDnnProvider provider = new OneDnnProvider();
    Backend backend = provider.create(provider.settings().defaults());
    assertEquals(DType.BF16, images.type());
    assertClose("images", expected, run(backend, sketch, images), TOLERANCE);
  }

  private static double[] run(Backend backend, Sketch sketch, Value read) {
    try (backend;
        Rig rig = new Rig(backend, sketch.program(), Placement.separate())) {
      rig.write(sketch.numbers());
      rig.run();
      return rig.read(read);
    }
  }
}
