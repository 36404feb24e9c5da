package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Synapse;
import io.feedalign.nn.SynapticLayer;

/** Layers that join populations: the three verbs are one form, and the layer is made of them. */
final class LayerSynapses {

  private static final double TOLERANCE = 1e-12;

  private LayerSynapses() {}

  private static SynapticLayer synaptic(LayerCase subject) {
    assumeTrue(subject.layer() instanceof SynapticLayer, "no synapse");
    return (SynapticLayer) subject.layer();
  }

  /** {@code <drive(x, w), s> = <x, pull(s, w)> = <w, correlate(x, s)>} for any x, w and s. */
  static void trilinear(LayerCase subject) {
    SynapticLayer layer = synaptic(subject);
    Synapse synapse = layer.synapse();
    Sketch sketch = new Sketch();
    Value x = sketch.normal(Form.activation(subject.inputs().get(0)));
    Value w = sketch.normal(Form.parameter(layer.weight().shape()));
    Value y = synapse.drive(sketch.emit(), x, w);
    Value s = sketch.normal(y.form());
    Value pulled = synapse.pull(sketch.emit(), s, w, x.shape());
    Value correlated = synapse.correlate(sketch.emit(), x, s);
    sketch.read(y, pulled, correlated);
    assertEquals(x.form(), pulled.form(), "form of pull");
    assertEquals(w.form(), correlated.form(), "form of correlate");
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      double form = Numbers.dot(rig.read(y), rig.read(s));
      double size = TOLERANCE * Numbers.norm(rig.read(y)) * Numbers.norm(rig.read(s));
      same("<x, pull(s, w)>", form, Numbers.dot(rig.read(x), rig.read(pulled)), size);
      same("<w, correlate(x, s)>", form, Numbers.dot(rig.read(w), rig.read(correlated)), size);
    }
  }

  private static void same(String what, double drive, double other, double allowed) {
    assertTrue(
        Math.abs(drive - other) <= allowed,
        () -> what + " is " + other + ", but <drive(x, w), s> is " + drive);
  }

  /** With all other parameters at zero the layer is its synapse. */
  static void layerAndSynapseAgree(LayerCase subject) {
    SynapticLayer layer = synaptic(subject);
    Parameter weight = layer.weight();
    assertTrue(layer.parameters().contains(weight), "the weight is none of the parameters");
    assertEquals(Parameter.Role.WEIGHT, weight.role(), "role of the weight");
    LayerBench bench = new LayerBench(subject, Mode.OBSERVE);
    Synapse synapse = layer.synapse();
    Value x = bench.inputs.get(0);
    Value w = Checks.known(bench.parameters.get(weight), "The weight has no value");
    Value drive = synapse.drive(bench.sketch.emit(), x, w);
    Value pull = synapse.pull(bench.sketch.emit(), bench.signal, w, x.shape());
    Value correlate = synapse.correlate(bench.sketch.emit(), x, bench.signal);
    Value pulled = bench.pullToInput(0);
    Value learnt = bench.pullToParameter(weight);
    bench.sketch.read(drive, pull, correlate);
    try (Rig rig = Rig.on(new ReferenceBackend(), bench.sketch)) {
      bench.parameters.values().stream()
          .filter(value -> !value.equals(w))
          .forEach(value -> rig.write(value, new double[rig.read(value).length]));
      rig.run();
      assertClose("drive", rig.read(bench.trace.output()), rig.read(drive), TOLERANCE);
      assertClose("pull", rig.read(pulled), rig.read(pull), TOLERANCE);
      assertClose("correlate", rig.read(learnt), rig.read(correlate), TOLERANCE);
    }
  }
}
