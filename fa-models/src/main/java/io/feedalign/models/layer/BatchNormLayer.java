package io.feedalign.models.layer;

import io.feedalign.error.FaException;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Emitter;
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

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of rows (N, C) or images (N, C, H, W): {@code y =
 * weight (x - mean) / sqrt(variance + epsilon) + bias} per channel.
 *
 * <p>Learning uses the batch's own statistics and moves the running ones: {@code running = (1 -
 * momentum) running + momentum batch}, with the unbiased variance, as PyTorch does. Inference uses
 * the running ones.
 *
 * @param channels C
 * @param epsilon added to the variance
 * @param momentum share of a new batch in the running statistics, 0 to 1
 */
public record BatchNormLayer(int channels, double epsilon, double momentum) implements Layer {
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";
  private static final String RUNNING_MEAN = "running_mean";
  private static final String RUNNING_VARIANCE = "running_var";

  /** Checks the constants. */
  public BatchNormLayer {
    if (!(epsilon > 0) || !(momentum >= 0 && momentum <= 1)) {
      throw FaException.user(
          "Batch norm needs an epsilon above 0 and a momentum from 0 to 1, but has epsilon "
              + epsilon
              + " and momentum "
              + momentum
              + ".");
    }
  }

  /** PyTorch's constants: epsilon 1e-5, momentum 0.1. */
  public static BatchNormLayer of(int channels) {
    return new BatchNormLayer(channels, 1e-5, 0.1);
  }

  @Override
  public List<Parameter> parameters() {
    Shape shape = Shape.of(channels);
    return List.of(
        new Parameter(WEIGHT, shape, Initializer.ONES, Parameter.Role.GAIN),
        new Parameter(BIAS, shape, Initializer.ZEROS, Parameter.Role.BIAS),
        new Parameter(RUNNING_MEAN, shape, Initializer.ZEROS, Parameter.Role.STATISTIC),
        new Parameter(RUNNING_VARIANCE, shape, Initializer.ONES, Parameter.Role.STATISTIC));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Inputs.channels("Batch norm", channels, inputs);
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    return call.mode().stochastic() ? withBatchStatistics(emit, call) : withRunning(emit, call);
  }

  private Trace withBatchStatistics(Emitter emit, Call call) {
    long count = call.input().shape().elements() / channels;
    if (count < 2) {
      throw FaException.user(
          "Batch norm cannot learn from one value per channel: its input is "
              + call.input().shape()
              + ". Use a larger batch.");
    }
    Value gain = call.parameter(WEIGHT);
    List<Value> normal =
        emit.write(new BatchNorm(epsilon), call.input(), gain, call.parameter(BIAS));
    Value mean = normal.get(1);
    Value variance = normal.get(2);
    if (call.mode().updatesStatistics()) {
      Value unbiased = emit.scale(variance, count / (count - 1.0));
      move(emit, call.parameter(RUNNING_MEAN), mean);
      move(emit, call.parameter(RUNNING_VARIANCE), unbiased);
    }
    return new Trace(call, normal.get(0), Map.of("mean", mean, "variance", variance));
  }

  private void move(Emitter emit, Value running, Value batch) {
    emit.assign(running, emit.add(emit.scale(running, 1 - momentum), emit.scale(batch, momentum)));
  }

  private Trace withRunning(Emitter emit, Call call) {
    Value[] operands = {
      call.input(),
      call.parameter(WEIGHT),
      call.parameter(BIAS),
      call.parameter(RUNNING_MEAN),
      call.parameter(RUNNING_VARIANCE)
    };
    return Trace.of(call, emit.write(new BatchNormInference(epsilon), operands).get(0));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    Call call = trace.call();
    if (call.mode().stochastic()) {
      return gradients(emit, trace, signal).get(0);
    }
    Value slope = emit.divide(call.parameter(WEIGHT), runningDeviation(emit, call));
    return emit.scaleAxis(signal, slope, 1);
  }

  @Override
  public Value pullToParameter(Emitter emit, Trace trace, Parameter parameter, Value signal) {
    Call call = trace.call();
    boolean gain = parameter.name().equals(WEIGHT);
    if (call.mode().stochastic()) {
      return gradients(emit, trace, signal).get(gain ? 1 : 2);
    }
    if (!gain) {
      return emit.sumToChannels(signal);
    }
    Value centred = emit.addChannels(call.input(), emit.scale(call.parameter(RUNNING_MEAN), -1));
    return emit.divide(emit.dotAlong(signal, centred, 1), runningDeviation(emit, call));
  }

  private List<Value> gradients(Emitter emit, Trace trace, Value signal) {
    Call call = trace.call();
    return emit.write(
        new BatchNormGrad(epsilon),
        call.input(),
        call.parameter(WEIGHT),
        trace.kept("mean"),
        trace.kept("variance"),
        signal);
  }

  private Value runningDeviation(Emitter emit, Call call) {
    Value variance = call.parameter(RUNNING_VARIANCE);
    return emit.apply(Unary.Function.SQRT, emit.affine(variance, 1, epsilon));
  }
}
