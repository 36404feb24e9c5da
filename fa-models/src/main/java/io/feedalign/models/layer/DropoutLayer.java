package io.feedalign.models.layer;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * Silences a random share of the elements while learning and scales up the rest: {@code y = x mask
 * / (1 - rate)} (Srivastava et al. 2014, in its inverted form). In inference it changes nothing.
 *
 * @param rate the share that falls silent, from 0 to below 1
 */
public record DropoutLayer(double rate) implements Layer {
  /** Checks the rate. */
  public DropoutLayer {
    if (!(rate >= 0 && rate < 1)) {
      throw FaException.user(
          "Dropout silences a share from 0 to below 1, but its rate is " + rate + ".");
    }
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Inputs.only("Dropout", inputs);
  }

  @Override
  public Trace forward(Emitter emit, Call call) {
    Value input = call.input();
    if (!call.mode().stochastic()) {
      return Trace.of(call, input);
    }
    // rate - u, for u in [0, 1), is positive with probability rate: exactly, as 0 < 0 never holds.
    Value margin = emit.uniform(rate, rate - 1, input.form(), call.draw());
    Value silent = emit.apply(Unary.Function.POSITIVE, margin);
    double boost = 1 / (1 - rate);
    Value mask = emit.affine(silent, -boost, boost);
    return new Trace(call, emit.multiply(input, mask), Map.of("mask", mask));
  }

  @Override
  public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    return trace.call().mode().stochastic() ? emit.multiply(signal, trace.kept("mask")) : signal;
  }
}
