package io.feedalign.nn;

import io.feedalign.tensor.Shape;
import org.apiguardian.api.API;

/**
 * How many connections enter and leave one unit, by which initializers scale.
 *
 * <pre>{@code
 * Fans fans = Fans.of(Shape.of(16, 3, 5, 5)); // in 75, out 400
 * double deviation = Math.sqrt(2.0 / fans.in());
 * }</pre>
 *
 * @param in connections into one unit: (in / groups) kh kw, or the input size of a dense layer
 * @param out connections out of one unit: out kh kw, or the output size of a dense layer
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Fans(long in, long out) {
  /** The fans of a weight (out, in, ...); a vector counts as its own length both ways. */
  public static Fans of(Shape weight) {
    if (weight.rank() < 2) {
      return new Fans(weight.elements(), weight.elements());
    }
    long window = weight.elements() / weight.size(0) / weight.size(1);
    return new Fans(weight.size(1) * window, weight.size(0) * window);
  }
}
