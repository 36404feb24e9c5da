package io.feedalign.testkit;

import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Map;

/** Layers that are random, keep values and move statistics, for the contract's own tests. */
final class SampleLayers {

  private SampleLayers() {}

  /** Zeroes half of the elements while learning. */
  record Noise() implements Layer {

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public Trace forward(Emitter emit, Call call) {
      if (!call.mode().stochastic()) {
        return Trace.of(call, call.input());
      }
      Form form = call.input().form();
      Value mask = emit.apply(Unary.Function.POSITIVE, emit.uniform(-1, 1, form, call.draw()));
      return new Trace(call, emit.multiply(call.input(), mask), Map.of("mask", mask));
    }

    @Override
    public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
      return emit.multiply(signal, trace.kept("mask"));
    }
  }

  /** Batch normalisation of three channels, without a shift to learn. */
  static class Norm implements Layer {

    private static final double EPSILON = 1e-5;
    private static final Shape CHANNELS = Shape.of(3);

    @Override
    public List<Parameter> parameters() {
      return List.of(
          new Parameter("weight", CHANNELS, Initializer.ONES, Parameter.Role.GAIN),
          new Parameter("running_mean", CHANNELS, Initializer.ZEROS, Parameter.Role.STATISTIC),
          new Parameter("running_var", CHANNELS, Initializer.ONES, Parameter.Role.STATISTIC));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public Trace forward(Emitter emit, Call call) {
      Value gain = call.parameter("weight");
      Value shift = emit.fill(0, Form.parameter(CHANNELS));
      Value mean = call.parameter("running_mean");
      Value variance = call.parameter("running_var");
      if (!call.mode().stochastic()) {
        BatchNormInference op = new BatchNormInference(EPSILON);
        return Trace.of(call, emit.write(op, call.input(), gain, shift, mean, variance).get(0));
      }
      List<Value> learnt = emit.write(new BatchNorm(EPSILON), call.input(), gain, shift);
      if (call.mode().updatesStatistics()) {
        emit.assign(mean, learnt.get(1));
        emit.assign(variance, learnt.get(2));
      }
      return new Trace(
          call, learnt.get(0), Map.of("mean", learnt.get(1), "variance", learnt.get(2)));
    }

    @Override
    public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
      return grad(emit, trace, signal).get(0);
    }

    @Override
    public Value pullToParameter(Emitter emit, Trace trace, Parameter parameter, Value signal) {
      return grad(emit, trace, signal).get(1);
    }

    List<Value> grad(Emitter emit, Trace trace, Value signal) {
      Value gain = trace.call().parameter("weight");
      return emit.write(
          new BatchNormGrad(EPSILON),
          trace.call().input(),
          gain,
          trace.kept("mean"),
          trace.kept("variance"),
          signal);
    }
  }
}
