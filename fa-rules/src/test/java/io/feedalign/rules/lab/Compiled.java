package io.feedalign.rules.lab;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.data.Batch;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.train.Measure;
import io.feedalign.train.Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Networks as users compile them, and batches in staging memory. */
public final class Compiled {
  private Compiled() {}

  /** A freshly drawn network with some probes on the reference backend, from the lab's seed. */
  public static CompiledNetwork network(
      Nets net, int batch, CreditAssignmentRule rule, Probe... probes) {
    return network(new ReferenceBackend(), net, batch, rule, probes);
  }

  /** The same on any backend. */
  public static CompiledNetwork network(
      Backend backend, Nets net, int batch, CreditAssignmentRule rule, Probe... probes) {
    Compiler compiler = Compiler.on(backend).rule(rule).batch(batch).seed(Lab.SEED);
    for (Probe probe : probes) {
      compiler = compiler.probe(probe);
    }
    CompiledNetwork compiled = compiler.compile(net.network(Nets.GAUSSIAN));
    compiled.initialize();
    return compiled;
  }

  /** The batch that {@link Lab#drawBatch} draws for 3 classes. */
  public static Batch batch(Nets net, int size, int step) {
    Batch batch = Batch.allocate(size, net.image());
    int channels = net.image().size(0);
    int plane = net.image().size(1) * net.image().size(2);
    double[] x = Vectors.gaussians(Lab.SEED, "x", step, size * channels * plane);
    for (int i = 0; i < x.length; i++) {
      int n = i / (channels * plane);
      int c = i / plane % channels;
      batch.images().put((n * plane + i % plane) * channels + c, (float) x[i]);
    }
    for (int n = 0; n < size; n++) {
      batch.targets().put(n, (n + step) % 3);
    }
    return batch;
  }

  /** Measures of one kind by path. */
  public static Map<String, OptionalDouble> byPath(List<Measure> measures, String name) {
    Map<String, OptionalDouble> byPath = new LinkedHashMap<>();
    for (Measure measure : measures) {
      if (measure.name().equals(name)) {
        byPath.put(measure.path(), measure.value());
      }
    }
    return byPath;
  }
}
