package io.feedalign.ir;

import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import org.apiguardian.api.API;

/**
 * A tensor that a program will compute, read or keep; a symbol, not numbers. Its name carries its
 * provenance, such as {@code conv1/pull}; its id is unique among all programs of one network.
 *
 * <pre>{@code
 * Value size = emit.in("conv1").abs(weight);
 * String provenance = size.name(); // conv1/unary
 * Shape shape = size.shape();      // as of the weight
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Value(int id, String name, Form form) {
  /** Logical sizes. */
  public Shape shape() {
    return form.shape();
  }

  /** Element type. */
  public DType type() {
    return form.type();
  }

  /** Order in memory. */
  public Layout layout() {
    return form.layout();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Value && ((Value) other).id == id;
  }

  @Override
  public int hashCode() {
    return Integer.hashCode(id);
  }

  @Override
  public String toString() {
    return "%" + id + " " + name + " " + shape();
  }
}
