package io.feedalign.models.layer;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.models.init.WeightInit;
import io.feedalign.nn.Call;
import io.feedalign.nn.Fans;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Synapse;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** What the synaptic layers share: a weight, and a bias if there is one. */
final class Weights {
  private Weights() {}

  static Parameter weight(Shape shape, WeightInit init) {
    return new Parameter("weight", shape, init.weight(), Parameter.Role.WEIGHT);
  }

  static Parameter bias(Shape weight, WeightInit init) {
    return new Parameter(
        "bias", Shape.of(weight.size(0)), init.bias(Fans.of(weight)), Parameter.Role.BIAS);
  }

  static List<Parameter> list(Parameter weight, Optional<Parameter> bias) {
    return bias.map(b -> List.of(weight, b)).orElse(List.of(weight));
  }

  static Value addBias(Emitter emit, Call call, Value driven, Optional<Parameter> bias) {
    return bias.map(b -> emit.addChannels(driven, call.parameter(b.name()))).orElse(driven);
  }

  static Value gradient(
      Emitter emit, Synapse synapse, Trace trace, Parameter parameter, Value signal) {
    return parameter.role() == Parameter.Role.WEIGHT
        ? synapse.correlate(emit, trace.call().input(), signal)
        : emit.sumToChannels(signal);
  }
}
