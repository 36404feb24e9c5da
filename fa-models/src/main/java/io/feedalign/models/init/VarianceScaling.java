package io.feedalign.models.init;

import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.Fans;
import io.feedalign.nn.Initializer;
import io.feedalign.tensor.Shape;

/**
 * Random weights whose variance is {@code scale / fan}.
 *
 * <pre>{@code
 * Initializer he = VarianceScaling.heNormal(VarianceScaling.Fan.IN);
 * }</pre>
 *
 * @param scale variance of a sum of {@code fan} weights
 * @param fan which number of connections divides it
 * @param distribution the shape of the distribution; both have mean 0
 */
public record VarianceScaling(double scale, Fan fan, Distribution distribution)
    implements Initializer {
  /** Which number of connections divides the variance. */
  public enum Fan {
    /** Connections into a unit: keeps the variance of activity forwards. */
    IN,
    /** Connections out of a unit: keeps the variance of signals backwards. */
    OUT,
    /** The mean of the two. */
    AVERAGE;

    double of(Fans fans) {
      switch (this) {
        case IN:
          return fans.in();
        case OUT:
          return fans.out();
        case AVERAGE:
          return (fans.in() + fans.out()) / 2.0;
      }
      throw new AssertionError(this);
    }
  }

  /** The shape of a distribution. */
  public enum Distribution {
    /** Evenly between two bounds. */
    UNIFORM,
    /** Gaussian, not truncated. */
    NORMAL
  }

  /**
   * Variance {@code 2 / fan}, for ReLU: He, Zhang, Ren, Sun 2015, "Delving deep into rectifiers".
   */
  public static VarianceScaling heUniform(Fan fan) {
    return new VarianceScaling(2, fan, Distribution.UNIFORM);
  }

  /** As {@link #heUniform}, Gaussian. */
  public static VarianceScaling heNormal(Fan fan) {
    return new VarianceScaling(2, fan, Distribution.NORMAL);
  }

  /**
   * Variance {@code 2 / (in + out)}, for tanh: Glorot and Bengio 2010, "Understanding the
   * difficulty of training deep feedforward neural networks".
   */
  public static VarianceScaling xavierUniform() {
    return new VarianceScaling(1, Fan.AVERAGE, Distribution.UNIFORM);
  }

  /** As {@link #xavierUniform()}, Gaussian. */
  public static VarianceScaling xavierNormal() {
    return new VarianceScaling(1, Fan.AVERAGE, Distribution.NORMAL);
  }

  /**
   * Variance {@code 1 / fan}: one side of Glorot and Bengio's compromise, as Caffe's Xavier filler
   * lets choose ({@code variance_norm}). By fan-in it is LeCun's.
   */
  public static VarianceScaling xavierUniform(Fan fan) {
    return new VarianceScaling(1, fan, Distribution.UNIFORM);
  }

  /** As {@link #xavierUniform(Fan)}, Gaussian. */
  public static VarianceScaling xavierNormal(Fan fan) {
    return new VarianceScaling(1, fan, Distribution.NORMAL);
  }

  /** Variance {@code 1 / in}: LeCun, Bottou, Orr, Müller 1998, "Efficient backprop". */
  public static VarianceScaling lecunUniform() {
    return new VarianceScaling(1, Fan.IN, Distribution.UNIFORM);
  }

  /** As {@link #lecunUniform}, Gaussian. */
  public static VarianceScaling lecunNormal() {
    return new VarianceScaling(1, Fan.IN, Distribution.NORMAL);
  }

  /**
   * Evenly in {@code +-1 / sqrt(in)}: what PyTorch's convolutions and linear layers do unless told
   * otherwise (it says so as He uniform with a slope of sqrt(5)).
   */
  public static VarianceScaling torchUniform() {
    return new VarianceScaling(1.0 / 3, Fan.IN, Distribution.UNIFORM);
  }

  /** The variance of each weight. */
  public double variance(Fans fans) {
    return scale / fan.of(fans);
  }

  @Override
  public Value draw(Emitter emit, Shape shape, Draw draw) {
    double variance = variance(Fans.of(shape));
    Form form = Form.parameter(shape);
    if (distribution == Distribution.NORMAL) {
      return emit.normal(Math.sqrt(variance), form, draw);
    }
    double bound = Math.sqrt(3 * variance);
    return emit.uniform(-bound, bound, form, draw);
  }
}
