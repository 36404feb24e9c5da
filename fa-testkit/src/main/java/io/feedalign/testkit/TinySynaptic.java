package io.feedalign.testkit;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Synapse;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;

/**
 * The smallest synaptic layer: a synapse and a bias.
 *
 * @param shaping how the output's shape follows from input and weight
 */
record TinySynaptic(Parameter weight, Synapse synapse, Shaping shaping) implements SynapticLayer {

  private static final String BIAS = "bias";

  /** How the output's shape follows from input and weight. */
  @FunctionalInterface
  interface Shaping {
    Shape output(Shape input);
  }

  static TinySynaptic dense(int inputs, int outputs) {
    return new TinySynaptic(
        weightOf(Shape.of(outputs, inputs)),
        new DenseSynapse(),
        input -> {
          if (input.rank() != 2 || input.size(1) != inputs) {
            throw FaException.user(
                "A dense layer of " + inputs + " inputs was given " + input + ".");
          }
          return Shape.of(input.size(0), outputs);
        });
  }

  static TinySynaptic conv(int inputs, int outputs, Geometry geometry) {
    Shape weight =
        Shape.of(outputs, inputs / geometry.groups(), geometry.kernel().h(), geometry.kernel().w());
    return new TinySynaptic(
        weightOf(weight), new ConvSynapse(geometry), input -> geometry.outputShape(input, outputs));
  }

  private static Parameter weightOf(Shape shape) {
    return new Parameter("weight", shape, TinyLayers::draw, Parameter.Role.WEIGHT);
  }

  private Parameter bias() {
    Initializer small = (emit, shape, draw) -> emit.scale(TinyLayers.draw(emit, shape, draw), 0.1);
    return new Parameter(BIAS, Shape.of(weight.shape().size(0)), small, Parameter.Role.BIAS);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias());
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return shaping.output(inputs.get(0));
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    Value driven = synapse.drive(emit, call.input(), call.parameter(weight.name()));
    return Trace.of(call, emit.addChannels(driven, call.parameter(BIAS)));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    Value own = trace.call().parameter(weight.name());
    return synapse.pull(emit, signal, own, trace.call().input().shape());
  }

  @Override
  public Value pullToParameter(Emitter emit, Trace trace, Parameter parameter, Value signal) {
    return parameter.name().equals(BIAS)
        ? emit.sumToChannels(signal)
        : synapse.correlate(emit, trace.call().input(), signal);
  }

  /** {@code x wT}. */
  record DenseSynapse() implements Synapse {

    @Override
    public Value drive(Emitter emit, Value x, Value weight) {
      return emit.matmulTransposedB(x, weight);
    }

    @Override
    public Value pull(Emitter emit, Value signal, Value weight, Shape input) {
      return emit.matmul(signal, weight);
    }

    @Override
    public Value correlate(Emitter emit, Value x, Value signal) {
      return emit.matmulTransposedA(signal, x);
    }
  }

  /** A convolution. */
  record ConvSynapse(Geometry geometry) implements Synapse {

    @Override
    public Value drive(Emitter emit, Value x, Value weight) {
      return emit.conv2d(x, weight, geometry);
    }

    @Override
    public Value pull(Emitter emit, Value signal, Value weight, Shape input) {
      return emit.conv2dInputGrad(signal, weight, geometry, input);
    }

    @Override
    public Value correlate(Emitter emit, Value x, Value signal) {
      return emit.conv2dWeightGrad(x, signal, geometry);
    }
  }
}
