package io.feedalign.rules.update;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.nn.GivenSignalHead;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.optim.UpdateRule;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.layerwise.Backprop;
import io.feedalign.spi.UpdateRuleProvider;
import io.feedalign.tensor.Shape;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** What an update makes of one weight and one bias whose gradients are given numbers. */
record Trajectory(double[] weight, double[] bias) {
  static final double W0 = 0.75;
  static final double B0 = -0.5;

  /** The update chain of that name. */
  static UpdateRule chain(String name, Map<String, ?> settings) {
    UpdateRuleProvider provider = Plugins.discover().updates().get(name);
    return provider.create(provider.settings().settings(settings));
  }

  /** Weight and bias after each step, starting from {@link #W0} and {@link #B0}. */
  static Trajectory of(UpdateRule update, int steps, IntToDoubleFunction gradient) {
    return from(W0, update, steps, gradient);
  }

  /** The same from another weight. */
  static Trajectory from(double w0, UpdateRule update, int steps, IntToDoubleFunction gradient) {
    Trajectory trajectory = new Trajectory(new double[steps], new double[steps]);
    try (Lab lab = Lab.of(line(), 1, new Backprop(), recipe -> recipe.update(update))) {
      lab.set("dense.weight", w0);
      lab.set("dense.bias", B0);
      lab.set("x", 1);
      for (int t = 0; t < steps; t++) {
        lab.set("target", gradient.applyAsDouble(t));
        lab.run(t);
        trajectory.weight[t] = lab.input("dense.weight")[0];
        trajectory.bias[t] = lab.input("dense.bias")[0];
      }
    }
    return trajectory;
  }

  /** One weight, one bias: with input 1, the signal at the output is the gradient of both. */
  private static Network line() {
    NetworkBuilder net = new NetworkBuilder("line", Shape.of(1, 1, 1));
    int at = net.add("flatten", new FlattenLayer(), net.input());
    at = net.add("dense", Nets.dense(1, 1, Nets.UNIFORM), at);
    return net.build(at, new GivenSignalHead());
  }
}
