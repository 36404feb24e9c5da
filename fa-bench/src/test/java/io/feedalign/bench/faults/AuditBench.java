package io.feedalign.bench.faults;

import io.feedalign.core.audit.Audit;
import io.feedalign.core.audit.AuditReport;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.nn.Network;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.TinyNetworks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small networks under audit. */
final class AuditBench {
  /** In place of a model: a network with a residual path. */
  static final String RESIDUAL = "residual";

  /** A model with convolutions and a pool. */
  static final Object IMAGES =
      layers(
          conv(3),
          "relu",
          Map.of("maxpool", Map.of("kernel", 2)),
          conv(4),
          "relu",
          "flatten",
          dense(9),
          "relu",
          dense(3));

  private static final Object VECTORS =
      layers("flatten", dense(10), "relu", dense(8), "tanh", dense(3));

  private static final int BATCH = 6;
  private static final int STEPS = 3;

  private AuditBench() {}

  /** What is audited. */
  static Experiment experiment(Fault.Audited audited) {
    Map<String, Object> tree = new LinkedHashMap<>(audited.keys());
    tree.merge("model", VECTORS, (given, vectors) -> given.equals(RESIDUAL) ? vectors : given);
    tree.putIfAbsent("update", Fault.reference("sgd", "rate", 0.1));
    tree.put(
        "data",
        Map.of(
            "name", "synthetic", "shape", List.of(2, 4, 4), "classes", 3, "train", 32, "test", 8));
    tree.put("backend", "reference");
    tree.put("batch", BATCH);
    return new ExperimentAssembler(Plugins.discover()).assemble(ConfigTree.of(tree));
  }

  /** What the audit finds. */
  static AuditReport report(Fault.Audited audited) {
    Experiment experiment = experiment(audited);
    boolean residual = RESIDUAL.equals(audited.keys().get("model"));
    Network network = residual ? TinyNetworks.residual() : experiment.network();
    try (ReferenceBackend audits = new ReferenceBackend();
        ReferenceBackend reference = new ReferenceBackend()) {
      Compiler compiler = experiment.variants().get(0).on(Compiler.on(audits)).batch(BATCH).seed(3);
      return Audit.of(compiler, reference).steps(STEPS).run(network, experiment.data());
    }
  }

  private static Map<String, Object> layers(Object... layers) {
    return Map.of("name", "sequential", "layers", List.of(layers));
  }

  private static Map<String, Object> dense(int out) {
    return Map.of("dense", Map.of("out", out));
  }

  private static Map<String, Object> conv(int out) {
    return Map.of("conv", Map.of("out", out, "kernel", 3, "pad", 1));
  }
}
