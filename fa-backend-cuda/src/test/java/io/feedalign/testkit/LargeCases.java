package io.feedalign.testkit;

import io.feedalign.backend.Backend;
import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.Dot;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Program;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.Sum;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Shapes for which many blocks share a sum, and windows that the contract has not. */
public final class LargeCases {
  private static final double EPSILON = 1e-5;

  private final Map<String, ProgramCase> cases = new LinkedHashMap<>();

  private LargeCases() {}

  /** Just large enough. */
  public static LargeCases small() {
    LargeCases cases = new LargeCases();
    cases.sums();
    cases.norms();
    cases.losses();
    cases.pools();
    return cases;
  }

  /** So large that tables of sums are joined by a launch of their own. */
  public static LargeCases large() {
    LargeCases cases = new LargeCases();
    Shape shape = Shape.of(9, 64, 64, 60);
    cases.add("norm of " + shape, ProgramCase.SINGLE, s -> norm(s, shape, DType.F32));
    return cases;
  }

  /** What each is about. */
  public List<String> names() {
    return List.copyOf(cases.keySet());
  }

  /** What each does, for compiling ahead. */
  public List<Program> programs() {
    return cases.values().stream().map(each -> each.sketch().program()).toList();
  }

  /** Fails unless a backend agrees with the reference on one of them. */
  public void check(Backend backend, String name) {
    Agreement.matchesReference(backend, of(name));
  }

  /** Fails unless a backend gives the same bits each time. */
  public void sameBits(Backend backend, String name) {
    Agreement.sameBits(backend, of(name));
  }

  private ProgramCase of(String name) {
    return Checks.known(cases.get(name), "No case " + name);
  }

  private void add(String name, double tolerance, Consumer<Sketch> writing) {
    cases.put(name, new ProgramCase(name, tolerance, writing));
  }

  private void sums() {
    List<Shape> shapes =
        List.of(
            Shape.of(9, 16, 32, 32),
            Shape.of(2, 17, 31, 37),
            Shape.of(20_000, 3),
            Shape.of(20_001, 1),
            Shape.of(3, 5, 3000),
            Shape.of(40, 1000));
    for (Shape shape : shapes) {
      add("sums of " + shape, ProgramCase.SINGLE, sketch -> sums(sketch, shape));
    }
  }

  private static void sums(Sketch sketch, Shape shape) {
    Value a = sketch.uniform(Form.activation(shape), 0.25, 1.75);
    Value b = sketch.uniform(Form.activation(shape), 0.5, 1);
    Value half = sketch.emit().cast(a, DType.BF16);
    for (int axis = Sum.ALL; axis <= 1; axis++) {
      sketch.apply(new Sum(axis), half);
      sketch.apply(new Dot(axis), a, b);
      sketch.apply(new Dot(axis), a, a);
    }
  }

  private void norms() {
    List<Shape> shapes =
        List.of(Shape.of(40, 16, 16, 16), Shape.of(5000, 3), Shape.of(16, 1000), Shape.of(64, 40));
    for (Shape shape : shapes) {
      add("norm of " + shape, ProgramCase.SINGLE, s -> norm(s, shape, DType.F32));
    }
    Shape odd = Shape.of(8, 24, 20, 20);
    add("norm of bf16 " + odd, ProgramCase.BRAIN, s -> norm(s, odd, DType.BF16));
    for (double mean : new double[] {300, 30_000}) {
      for (Shape shape : List.of(Shape.of(15, 8, 16, 16), Shape.of(64, 100))) {
        String name = "norm of " + shape + " around " + mean;
        add(name, ProgramCase.SINGLE, s -> normed(s, around(s, mean, shape)));
      }
    }
  }

  /** Their deviation is 1. */
  private static Value around(Sketch sketch, double mean, Shape shape) {
    double[] numbers = Numbers.normal(77, shape);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (numbers[i] + mean);
    }
    return sketch.feed(Form.activation(shape), numbers);
  }

  private static List<Value> normed(Sketch sketch, Value x) {
    Form channel = Form.parameter(Shape.of(x.shape().size(1)));
    Value gain = sketch.uniform(channel, -2, 2);
    Value shift = sketch.uniform(channel, -1, 1);
    List<Value> normed = sketch.emit().write(new BatchNorm(EPSILON), x, gain, shift);
    sketch.read(normed.toArray(new Value[0]));
    return List.of(gain, normed.get(1), normed.get(2));
  }

  private static void norm(Sketch sketch, Shape shape, DType type) {
    Value x = sketch.emit().cast(around(sketch, 1, shape), type);
    Value signal = sketch.emit().cast(sketch.normal(Form.activation(shape)), type);
    List<Value> normed = normed(sketch, x);
    BatchNormGrad adjoint = new BatchNormGrad(EPSILON);
    sketch.apply(adjoint, x, normed.get(0), normed.get(1), normed.get(2), signal);
  }

  private void losses() {
    for (int[] size : new int[][] {{9000, 3}, {300, 100}, {3, 5000}, {300, 260}}) {
      String name = "loss of " + size[0] + " rows, " + size[1] + " classes";
      add(name, ProgramCase.SINGLE, s -> loss(s, size[0], size[1]));
    }
    add(
        "loss of sure guesses",
        ProgramCase.SINGLE,
        s -> {
          Value target = s.feed(Form.integers(Shape.of(2)), 1, 0);
          Value sure = s.feed(Form.parameter(Shape.of(2, 3)), -9, 9, -8.5, 20, 1, -3);
          s.apply(new SoftmaxCrossEntropy(), sure, target);
        });
  }

  private static void loss(Sketch sketch, int rows, int classes) {
    double[] targets = Numbers.targets(3, rows, classes);
    for (int i = 0; i < rows; i += 7) {
      targets[i] = -1;
    }
    Value target = sketch.feed(Form.integers(Shape.of(rows)), targets);
    Value logits = sketch.normal(Form.parameter(Shape.of(rows, classes)));
    sketch.apply(new SoftmaxCrossEntropy(), logits, target);
    sketch.apply(new TopKHits(2), logits, target);
  }

  private void pools() {
    Geometry.Padding around = Geometry.Padding.all(2);
    Geometry.Padding beyond = new Geometry.Padding(3, 3, 2, 4);
    Geometry.Padding lopsided = new Geometry.Padding(1, 1, 0, 2);
    Geometry.Pair one = Geometry.Pair.square(1);
    Geometry.Pair two = Geometry.Pair.square(2);
    Geometry.Pair three = Geometry.Pair.square(3);
    Geometry.Pair wide = new Geometry.Pair(2, 3);
    pool("dilated", new Geometry(three, one, around, two, 1));
    pool("lopsided", new Geometry(new Geometry.Pair(3, 2), wide, lopsided, wide, 1));
    pool("wholly outside", new Geometry(two, new Geometry.Pair(1, 2), beyond, one, 1));
    pool("large", Geometry.square(18, 5, 2));
    pool("global", Geometry.square(20, 1, 0));
  }

  private void pool(String name, Geometry geometry) {
    for (int channels : new int[] {3, 40}) {
      for (DType type : new DType[] {DType.F32, DType.BF16}) {
        double tolerance = type == DType.F32 ? ProgramCase.SINGLE : ProgramCase.BRAIN;
        Form image = Form.activation(Shape.of(2, channels, 20, 20));
        String what = name + " pooling of " + channels + " channels, " + type;
        add(what, tolerance, s -> pool(s, geometry, s.emit().cast(s.normal(image), type)));
      }
    }
  }

  /** The largest of windows is not compared where some are infinite: all allowances would be. */
  private static void pool(Sketch sketch, Geometry geometry, Value x) {
    Shape image = x.shape();
    List<Value> largest = sketch.emit().write(new MaxPool(geometry), x);
    boolean inside = geometry.padding().top() < geometry.kernel().h();
    if (inside) {
      sketch.read(largest.get(0));
    }
    Form pooled = largest.get(0).form().withType(DType.F32);
    Value signal = sketch.emit().cast(sketch.normal(pooled), x.type());
    sketch.apply(new MaxPoolGrad(geometry, image), largest.get(1), signal);
    for (boolean padding : new boolean[] {false, true}) {
      sketch.apply(new AvgPool(geometry, padding), x);
      sketch.apply(new AvgPoolGrad(geometry, padding, image), signal);
    }
  }
}
