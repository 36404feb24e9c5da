package io.feedalign.rules.formula;

import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Philox;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Synapse;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a formula is given, from a step in double precision.
 *
 * @param start persistent tensors as training started
 * @param states persistent tensors as the step started, or stand after it
 * @param outputs what the step computed
 */
record Witness(
    List<Edge> edges,
    int[] classes,
    Map<String, double[]> start,
    Map<String, double[]> states,
    Map<String, double[]> outputs,
    long step)
    implements Evidence {
  /** Plain descent with decoupled decay, in numbers that single precision holds exactly. */
  static final double RATE = 0.125;

  static final double DECAY = 0.0625;

  @Override
  public int batch() {
    return classes.length;
  }

  @Override
  public double[] weight(String path) {
    return of(states, path + ".weight");
  }

  @Override
  public double[] startingWeight(String path) {
    return of(start, path + ".weight");
  }

  @Override
  public Optional<double[]> signs(String path) {
    return Optional.ofNullable(states.get(path + ".weight.signs"));
  }

  @Override
  public double[] state(String path) {
    return of(states, path);
  }

  @Override
  public boolean hasState(String path) {
    return states.containsKey(path);
  }

  @Override
  public double[] signal(String path) {
    return of(outputs, "signal/" + path);
  }

  @Override
  public double[] activity(String path) {
    throw new UnsupportedOperationException("no formula of this module asks for activity");
  }

  @Override
  public double[] gradient(String path) {
    return of(outputs, "gradient/" + path + ".weight");
  }

  @Override
  public double[] outputError() {
    double[] z = of(outputs, "output");
    double[] target = target();
    double[] e = new double[z.length];
    int width = z.length / classes.length;
    for (int n = 0; n < classes.length; n++) {
      double total = 0;
      for (int k = 0; k < width; k++) {
        total += Math.exp(z[n * width + k]);
      }
      for (int i = n * width; i < (n + 1) * width; i++) {
        e[i] = (Math.exp(z[i]) / total - target[i]) / classes.length;
      }
    }
    return e;
  }

  @Override
  public double[] target() {
    double[] rows = new double[of(outputs, "output").length];
    int width = rows.length / classes.length;
    for (int n = 0; n < classes.length; n++) {
      rows[n * width + classes[n]] = 1;
    }
    return rows;
  }

  @Override
  public double[] updated(String state, double[] gradient) {
    double[] b = state(state);
    for (int i = 0; i < b.length; i++) {
      b[i] = (1 - DECAY) * b[i] - RATE * gradient[i];
    }
    return b;
  }

  @Override
  public double[] drawn(String path, Shape shape, Initializer initializer) {
    return run(
        sketch -> {
          Draw draw = new Draw(Philox.key(Lab.SEED, path), sketch.integer((int) step));
          return initializer.draw(sketch.emit(), shape, draw);
        });
  }

  @Override
  public double[] forward(String path, double[] x) {
    return at(
        path,
        here -> {
          Draw none = new Draw(0, here.sketch.integer(0));
          Call call = new Call(List.of(here.input(x)), Map.of(), Mode.OBSERVE, none);
          return here.edge.layer().forward(here.emit(), call).output();
        });
  }

  @Override
  public double[] drive(String path, double[] x, double[] weight) {
    return at(path, here -> here.synapse().drive(here.emit(), here.input(x), here.weight(weight)));
  }

  @Override
  public double[] pull(String path, double[] signal, double[] weight) {
    return at(
        path,
        here ->
            here.synapse()
                .pull(
                    here.emit(),
                    here.output(signal),
                    here.weight(weight),
                    here.edge.input().shape()));
  }

  @Override
  public double[] correlate(String path, double[] x, double[] signal) {
    return at(
        path, here -> here.synapse().correlate(here.emit(), here.input(x), here.output(signal)));
  }

  /** A layer that is worked out by itself. */
  private record Bench(Sketch sketch, Edge edge) {
    Emitter emit() {
      return sketch.emit();
    }

    Synapse synapse() {
      return ((SynapticLayer) edge.layer()).synapse();
    }

    Value input(double[] x) {
      return sketch.feed(edge.input().form(), x);
    }

    Value output(double[] signal) {
      return sketch.feed(edge.output().form(), signal);
    }

    Value weight(double[] weight) {
      return sketch.feed(Form.parameter(edge.weightParameter().shape()), weight);
    }
  }

  private double[] at(String path, Function<Bench, Value> written) {
    Edge at = edges.stream().filter(edge -> edge.path().equals(path)).findFirst().orElseThrow();
    return run(sketch -> written.apply(new Bench(sketch, at)));
  }

  private static double[] run(Function<Sketch, Value> written) {
    Sketch sketch = new Sketch();
    Value result = written.apply(sketch);
    sketch.read(result);
    try (ReferenceBackend backend = new ReferenceBackend();
        Rig rig = Rig.on(backend, sketch)) {
      rig.run();
      return rig.read(result);
    }
  }

  private static double[] of(Map<String, double[]> numbers, String name) {
    return Objects.requireNonNull(numbers.get(name), () -> name + " is not in " + numbers.keySet())
        .clone();
  }

  /** How far apart two arrays are, relative to the largest element, which is not below 1e-3. */
  static double apart(double[] expected, double[] actual) {
    double[] floor = {1e-3};
    double size = Math.max(largest(expected), Math.max(largest(actual), largest(floor)));
    double[] difference = expected.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= actual[i];
    }
    return largest(difference) / size;
  }

  private static double largest(double[] x) {
    double largest = 0;
    for (double element : Vectors.map(x, Math::abs)) {
      // Not a number is kept.
      largest = element <= largest ? largest : element;
    }
    return largest;
  }
}
