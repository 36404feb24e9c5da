package io.feedalign.core.compile;

import io.feedalign.ir.Binary;
import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.DenseSynapse;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Layer;
import io.feedalign.nn.LossHead;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Synapse;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** The fewest layers that make a residual network, for tests of plans. */
final class PlainLayers {
  private PlainLayers() {}

  /** Matrix product with a weight (out, in). */
  record Dense(int in, int out) implements SynapticLayer {
    @Override
    public Parameter weight() {
      Initializer gaussian =
          (Emitter emit, Shape shape, Draw draw) ->
              emit.normal(1 / Math.sqrt(in), Form.parameter(shape), draw);
      return new Parameter("weight", Shape.of(out, in), gaussian, Parameter.Role.WEIGHT);
    }

    @Override
    public Synapse synapse() {
      return new DenseSynapse();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return Shape.of(inputs.get(0).size(0), out);
    }
  }

  /** max(x, 0). */
  record Relu() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public Trace forward(Emitter emit, Call call) {
      return Trace.of(call, emit.apply(Unary.Function.RELU, call.input()));
    }

    @Override
    public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
      return emit.apply(Binary.Function.RELU_GATE, signal, trace.output());
    }
  }

  /** Sum of two. */
  record Add() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
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

  /** Softmax and cross-entropy. */
  record Head() implements LossHead {
    @Override
    public Form target(Shape output) {
      return Form.integers(Shape.of(output.size(0)));
    }

    @Override
    public Outcome meet(Emitter emit, Value output, Value target) {
      List<Value> both = emit.write(new SoftmaxCrossEntropy(), output, target);
      return new Outcome(both.get(0), both.get(1));
    }

    @Override
    public Optional<Value> hits(Emitter emit, Value output, Value target, int k) {
      return Optional.of(emit.write(new TopKHits(Math.min(k, 4)), output, target).get(0));
    }

    @Override
    public Value teacher(Emitter emit, Value output, Value target) {
      return emit.oneHot(target, output.shape().size(1));
    }
  }

  /** Dense stem, some residual blocks of two dense layers, dense head: 8 inputs, 4 classes. */
  static Network residual(int blocks) {
    NetworkBuilder net = new NetworkBuilder("residual", Shape.of(8));
    int h = net.add("stem", new Dense(8, 16), net.input());
    for (int i = 0; i < blocks; i++) {
      int a = net.add("block" + i + ".dense1", new Dense(16, 16), h);
      int r = net.add("block" + i + ".relu", new Relu(), a);
      int b = net.add("block" + i + ".dense2", new Dense(16, 16), r);
      h = net.add("block" + i + ".add", new Add(), b, h);
    }
    return net.build(net.add("head", new Dense(16, 4), h), new Head());
  }
}
