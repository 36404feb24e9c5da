package io.feedalign.testkit;

import io.feedalign.error.FaException;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;

/** The smallest layers without weights that a network for tests needs. */
final class TinyLayers {

  private TinyLayers() {}

  /** {@code max(x, 0)} or {@code tanh x}, by its output. */
  record Activation(Unary.Function function, Binary.Function gate) implements Layer {

    static Activation relu() {
      return new Activation(Unary.Function.RELU, Binary.Function.RELU_GATE);
    }

    static Activation tanh() {
      return new Activation(Unary.Function.TANH, Binary.Function.TANH_GATE);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public Trace forward(Emitter emit, Call call) {
      return Trace.of(call, emit.apply(function, call.input()));
    }

    @Override
    public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
      return emit.apply(gate, signal, trace.output());
    }
  }

  /** The sum of two values. */
  record Add() implements Layer {

    @Override
    public Shape outputShape(List<Shape> inputs) {
      if (inputs.size() != 2 || !inputs.get(0).equals(inputs.get(1))) {
        throw FaException.user("An addition needs two equal shapes, but was given " + inputs + ".");
      }
      return inputs.get(0);
    }

    @Override
    public Trace forward(Emitter emit, Call call) {
      return Trace.of(call, emit.add(call.inputs().get(0), call.inputs().get(1)));
    }

    @Override
    public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
      return signal;
    }
  }

  /** Images as rows. */
  record Flatten() implements Layer {

    @Override
    public Shape outputShape(List<Shape> inputs) {
      Shape image = inputs.get(0);
      return Shape.of(image.size(0), (int) image.elementsPerRow());
    }

    @Override
    public Trace forward(Emitter emit, Call call) {
      Shape rows = outputShape(List.of(call.input().shape()));
      return Trace.of(call, emit.reshape(call.input(), rows));
    }

    @Override
    public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
      return emit.reshape(signal, trace.call().input().shape());
    }
  }

  /** Uniform numbers of variance {@code 1 / fan in}. */
  static Value draw(Emitter emit, Shape shape, Draw draw) {
    double reach = Math.sqrt(3.0 / Math.max(1, shape.elementsPerRow()));
    return emit.uniform(-reach, reach, Form.parameter(shape), draw);
  }
}
