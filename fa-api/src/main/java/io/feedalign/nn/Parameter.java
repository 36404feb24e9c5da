package io.feedalign.nn;

import io.feedalign.tensor.Shape;
import org.apiguardian.api.API;

/**
 * A persistent tensor of a layer. Its name is the last part of its path, as in {@code
 * conv1.weight}.
 *
 * <pre>{@code
 * Parameter gain = new Parameter("gain", Shape.of(16), Initializer.ONES, Parameter.Role.GAIN);
 * boolean trained = gain.trainable(); // true; only a STATISTIC isn't
 * }</pre>
 *
 * @param name unique in its layer
 * @param initializer where it starts
 * @param role what it is for, by which updates and constraints choose
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Parameter(String name, Shape shape, Initializer initializer, Role role) {
  /** What a parameter is for. */
  public enum Role {
    /** Joins two populations; credit transport is in question. */
    WEIGHT,
    /** Added to each unit. */
    BIAS,
    /** Multiplies each channel. */
    GAIN,
    /** A running statistic: kept by the forward pass, never trained. */
    STATISTIC
  }

  /** Whether learning changes it. */
  public boolean trainable() {
    return role != Role.STATISTIC;
  }
}
