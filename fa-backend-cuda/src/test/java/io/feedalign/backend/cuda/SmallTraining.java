package io.feedalign.backend.cuda;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.Precision;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Scored;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.data.Batch;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Philox;
import io.feedalign.ir.Program;
import io.feedalign.models.layer.AddLayer;
import io.feedalign.models.layer.BatchNormLayer;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.DenseLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.GlobalAvgPoolLayer;
import io.feedalign.models.layer.MaxPoolLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateRule;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.UpdateRuleProvider;
import io.feedalign.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A few steps of a small residual net with batch norm and pooling, as training makes them. */
final class SmallTraining {
  private static final Shape IMAGE = Shape.of(3, 9, 9);
  private static final int CLASSES = 5;
  private static final int BATCH = 8;

  private SmallTraining() {}

  /** What came of it: losses by step, the score on the batch, and every tensor. */
  record Outcome(double[] losses, Scored score, Map<String, float[]> tensors) {}

  /** Learns one batch. */
  static Outcome train(Backend backend, String rule, Precision precision, int steps) {
    try (CompiledNetwork network = compiled(backend, rule, precision)) {
      network.initialize();
      Batch batch = batch();
      double[] losses = new double[steps];
      for (int step = 0; step < steps; step++) {
        losses[step] = network.learn(batch, new Schedule.Progress(step, steps, 1));
      }
      Map<String, float[]> tensors = new LinkedHashMap<>();
      network.tensors().forEach((path, tensor) -> tensors.put(path, tensor.toArray()));
      return new Outcome(losses, network.infer(batch), tensors);
    }
  }

  static CompiledNetwork compiled(Backend backend, String rule, Precision precision) {
    return compiler(backend, rule, precision).compile(network());
  }

  /** What compiling binds. */
  static List<Program> programs(Backend backend, String rule, Precision precision) {
    return compiler(backend, rule, precision).plan(network()).programs();
  }

  private static Compiler compiler(Backend backend, String rule, Precision precision) {
    Plugins plugins = Plugins.discover();
    RuleProvider rules = plugins.rules().get(rule);
    CreditAssignmentRule chosen = rules.create(rules.settings().defaults());
    UpdateRuleProvider updates = plugins.updates().get("sgd");
    UpdateRule sgd =
        updates.create(updates.settings().settings(Map.of("rate", 0.05, "momentum", 0.9)));
    return Compiler.on(backend).rule(chosen).update(sgd).batch(BATCH).seed(7).precision(precision);
  }

  static Network network() {
    NetworkBuilder net = new NetworkBuilder("small", IMAGE);
    int at =
        net.add("conv1", Conv2dLayer.of(3, 6, Geometry.square(3, 1, 1)).withoutBias(), net.input());
    at = net.add("norm1", BatchNormLayer.of(6), at);
    at = net.add("relu1", new ReluLayer(), at);
    int in = net.add("pool1", MaxPoolLayer.of(2, 2), at);
    at = net.add("conv2", Conv2dLayer.of(6, 6, Geometry.square(3, 1, 1)).withoutBias(), in);
    at = net.add("norm2", BatchNormLayer.of(6), at);
    at = net.add("add1", new AddLayer(), at, in);
    at = net.add("relu2", new ReluLayer(), at);
    at = net.add("conv3", Conv2dLayer.of(6, 10, Geometry.square(3, 2, 1)), at);
    at = net.add("relu3", new ReluLayer(), at);
    at = net.add("mean1", new GlobalAvgPoolLayer(), at);
    at = net.add("flatten1", new FlattenLayer(), at);
    at = net.add("dense1", DenseLayer.of(10, CLASSES), at);
    return net.build(at, new SoftmaxCrossEntropyHead());
  }

  /** Gaussian images, each class a little brighter than the one before. */
  static Batch batch() {
    Batch batch = Batch.allocate(BATCH, IMAGE);
    float[] numbers = new float[batch.images().capacity()];
    Philox.normals(Philox.key(3, "images"), 0, 0, numbers, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      batch.images().put(i, numbers[i] + 0.2f * (i / (numbers.length / BATCH) % CLASSES));
    }
    for (int row = 0; row < BATCH; row++) {
      batch.targets().put(row, row % CLASSES);
    }
    return batch;
  }
}
