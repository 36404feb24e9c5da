package io.feedalign.rules.direct;

import io.feedalign.credit.Signals;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;

/** What is projected to the taps, as rows: one for each sample, one column for each output unit. */
enum Teaching {
  /** The error e, which is divided by the batch size already. */
  ERROR {
    @Override
    Value at(Signals signals, Emitter emit) {
      return signals.outputError();
    }
  },
  /** sgn(e) / N, so that a batch still is the mean of its samples. */
  ERROR_SIGN {
    @Override
    Value at(Signals signals, Emitter emit) {
      return mean(emit, emit.sign(signals.outputError()));
    }
  },
  /** The target y / N; nothing of what the network puts out. */
  TARGET {
    @Override
    Value at(Signals signals, Emitter emit) {
      return mean(emit, signals.target());
    }
  };

  abstract Value at(Signals signals, Emitter emit);

  /** The rows. */
  Value rows(Signals signals, Emitter emit) {
    return flat(emit, at(signals, emit));
  }

  /** A value as rows, one for each sample. */
  static Value flat(Emitter emit, Value x) {
    return emit.reshape(x, Shape.of(x.shape().size(0), Site.units(x)));
  }

  private static Value mean(Emitter emit, Value x) {
    return emit.scale(x, 1.0 / x.shape().size(0));
  }
}
