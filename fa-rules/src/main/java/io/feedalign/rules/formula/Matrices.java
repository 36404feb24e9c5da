package io.feedalign.rules.formula;

import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import io.feedalign.spi.Settings;

/** B_v, written out in full: (outputs, n_v). */
interface Matrices {
  /** Where its numbers are kept. */
  default String state(Edge carrier) {
    return carrier.path() + ".feedback";
  }

  /** The matrix of the tap that an edge reads. */
  double[] of(Edge carrier, Evidence step);

  /** The form that the setting {@code projection} names. */
  static Matrices named(Settings settings) {
    return switch (settings.text("projection")) {
      case "shared" -> new Shared();
      case "channel" -> new Channel();
      default -> new Full();
    };
  }

  /** Units of one sample at the value that an edge reads. */
  static int units(Edge carrier) {
    int units = 1;
    for (int axis = 1; axis < carrier.input().shape().rank(); axis++) {
      units *= carrier.input().shape().size(axis);
    }
    return units;
  }

  /** As kept; what is sparse is kept with its zeros. */
  record Full() implements Matrices {
    @Override
    public double[] of(Edge carrier, Evidence step) {
      return step.state(state(carrier));
    }
  }

  /** The first n_v columns of one matrix for all taps, over sqrt(n_v). */
  record Shared() implements Matrices {
    @Override
    public String state(Edge carrier) {
      return "rule.feedback";
    }

    @Override
    public double[] of(Edge carrier, Evidence step) {
      double[] all = step.state(state(carrier));
      int n = units(carrier);
      int outputs = step.outputError().length / step.batch();
      int widest = all.length / outputs;
      double[] b = new double[outputs * n];
      for (int k = 0; k < outputs; k++) {
        for (int j = 0; j < n; j++) {
          b[k * n + j] = all[k * widest + j] / Math.sqrt(n);
        }
      }
      return b;
    }
  }

  /** One number for each output and channel, the same at all its places. */
  record Channel() implements Matrices {
    @Override
    public double[] of(Edge carrier, Evidence step) {
      double[] few = step.state(state(carrier));
      int channels = carrier.input().shape().size(1);
      int n = units(carrier);
      int places = n / channels;
      double[] b = new double[few.length * places];
      for (int i = 0; i < b.length; i++) {
        int output = i / n;
        int channel = i % n / places;
        b[i] = few[output * channels + channel];
      }
      return b;
    }
  }
}
