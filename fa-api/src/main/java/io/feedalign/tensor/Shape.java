package io.feedalign.tensor;

import io.feedalign.error.FaException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * Sizes of a tensor's axes, outermost first; no axis at all is a scalar. Images are (N, C, H, W).
 *
 * <pre>{@code
 * Shape batch = Shape.of(1, 28, 28).withBatch(128); // [128, 1, 28, 28]
 * long elements = batch.elements();                 // 100352
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Shape {
  /** The shape of a single number. */
  public static final Shape SCALAR = new Shape();

  private final int[] sizes;

  private Shape(int... sizes) {
    this.sizes = sizes;
  }

  /**
   * A shape of the given axes.
   *
   * @throws FaException if an axis is smaller than one
   */
  public static Shape of(int... sizes) {
    for (int size : sizes) {
      if (size < 1) {
        throw FaException.user(
            "A shape needs axes of at least 1, but this one is " + Arrays.toString(sizes) + ".");
      }
    }
    return new Shape(sizes.clone());
  }

  /** Number of axes. */
  public int rank() {
    return sizes.length;
  }

  /** Size of one axis, counted from the outermost. */
  public int size(int axis) {
    return sizes[axis];
  }

  /** Number of elements; one for a scalar. */
  public long elements() {
    long product = 1;
    for (int size : sizes) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /** Number of elements behind the outermost axis: the flattened size of one sample. */
  public long elementsPerRow() {
    return elements() / sizes[0];
  }

  /** This shape with a batch axis of the given size put in front. */
  public Shape withBatch(int batch) {
    int[] longer = new int[sizes.length + 1];
    longer[0] = batch;
    System.arraycopy(sizes, 0, longer, 1, sizes.length);
    return of(longer);
  }

  /** This shape without its outermost axis. */
  public Shape withoutBatch() {
    return new Shape(Arrays.copyOfRange(sizes, 1, sizes.length));
  }

  /** The sizes as a fresh array. */
  public int[] toArray() {
    return sizes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape && Arrays.equals(sizes, ((Shape) other).sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.stream(sizes)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining("x", "[", "]"));
  }
}
