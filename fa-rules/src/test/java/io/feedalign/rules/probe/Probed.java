package io.feedalign.rules.probe;

import io.feedalign.backend.Backend;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.rules.lab.Compiled;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Rules;
import io.feedalign.tensor.Tensor;
import io.feedalign.train.Measure;
import io.feedalign.train.Probe;
import java.nio.DoubleBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** A probed network, and beside it what one learning step on the same batch was made of. */
final class Probed implements AutoCloseable {
  static final Nets NET = Nets.CONVOLUTIONAL;
  static final int BATCH = 4;
  static final int STEP = 5;

  private final List<Measure> measures;
  private final Lab lab;
  private final Map<String, double[]> weights = new LinkedHashMap<>();

  private Probed(List<Measure> measures, Lab lab) {
    this.measures = measures;
    this.lab = lab;
    lab.synapses().forEach(path -> weights.put(path, lab.input(path + ".weight")));
    lab.run(STEP);
  }

  static Probed of(Rules.Named rule, Probe... probes) {
    return of(Host.REFERENCE, rule, tensors -> {}, probes);
  }

  /** The same on any backend. */
  static Probed of(Host host, Rules.Named rule, Probe... probes) {
    return of(host, rule, tensors -> {}, probes);
  }

  /** The same, after something was done to the network's tensors. */
  static Probed of(
      Host host, Rules.Named rule, Consumer<Map<String, Tensor>> before, Probe... probes) {
    try (Backend backend = host.open();
        CompiledNetwork net = Compiled.network(backend, NET, BATCH, rule.make(), probes)) {
      before.accept(net.tensors());
      Lab lab = host.lab(NET.network(Nets.GAUSSIAN), BATCH, rule.make());
      net.tensors().forEach((path, tensor) -> lab.set(path, read(tensor)));
      lab.drawBatch(STEP, 3);
      return new Probed(net.probe(Compiled.batch(NET, BATCH, STEP), STEP), lab);
    }
  }

  private static double[] read(Tensor tensor) {
    double[] numbers = new double[Math.toIntExact(tensor.shape().elements())];
    tensor.read(DoubleBuffer.wrap(numbers));
    return numbers;
  }

  Map<String, OptionalDouble> byPath(String measure) {
    return Compiled.byPath(measures, measure);
  }

  List<String> synapses() {
    return List.copyOf(weights.keySet());
  }

  /** The layers over which credit crossed through a weight. */
  List<String> withFeedback() {
    return synapses().stream().skip(1).filter(path -> lab.gives("feedback/" + path)).toList();
  }

  double[] weight(String path) {
    return weights.get(path);
  }

  double[] feedback(String path) {
    return lab.output("feedback/" + path);
  }

  double[] signal(String path) {
    return lab.output("signal/" + path);
  }

  /**
   * How far angles may be apart that differ by rounding only, in degrees. Near 0 the arc cosine
   * turns an error of 1e-16 into 1e-6 degrees, and one of 1e-7 into 0.03.
   */
  double degrees() {
    return lab.tolerance() < 1e-8 ? 1e-5 : 0.03;
  }

  double[] gradient(String path) {
    return lab.output("gradient/" + path + ".weight");
  }

  @Override
  public void close() {
    lab.close();
  }
}
