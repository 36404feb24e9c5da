package io.feedalign.bench.peer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** The parameters of a net by path, and the statistics that its norms keep. */
final class Weights {
  private final MemoryFormat layout;
  private final Map<String, Tensor> trained = new LinkedHashMap<>();
  private final Map<String, Tensor> kept = new LinkedHashMap<>();

  Weights(MemoryFormat layout) {
    this.layout = layout;
  }

  /** A weight of so many inputs to each unit, uniform as He et al. 2015 have it. */
  Tensor drawn(String path, long fanIn, long... sizes) {
    Tensor uniform = torch.rand(sizes).sub_(half()).mul_(scalar(2 * Math.sqrt(6.0 / fanIn)));
    return train(path, sizes.length == 4 ? uniform.contiguous(layout) : uniform);
  }

  /** A vector of ones. */
  Tensor ones(String path, long size) {
    return train(path, torch.ones(size));
  }

  /** A vector of zeros. */
  Tensor zeros(String path, long size) {
    return train(path, torch.zeros(size));
  }

  /** A vector that is kept, but not trained. */
  Tensor kept(String path, Tensor start) {
    kept.put(path, start);
    return start;
  }

  private Tensor train(String path, Tensor start) {
    Tensor leaf = start.detach();
    leaf.requires_grad_(true);
    trained.put(path, leaf);
    return leaf;
  }

  private static org.bytedeco.pytorch.Scalar half() {
    return scalar(0.5);
  }

  private static org.bytedeco.pytorch.Scalar scalar(double value) {
    return new org.bytedeco.pytorch.Scalar(value);
  }

  /** All that are trained, for the optimizer. */
  TensorVector all() {
    return new TensorVector(trained.values().toArray(new Tensor[0]));
  }

  /** Elements of all that are trained. */
  long count() {
    return trained.values().stream().mapToLong(Tensor::numel).sum();
  }

  /** Trained ones by path. */
  Map<String, Tensor> trained() {
    return Map.copyOf(trained);
  }

  /** Sets one that is trained, in row-major order. */
  void set(String path, float[] elements) {
    Tensor place =
        Objects.requireNonNull(trained.get(path), () -> path + " is none of " + trained.keySet());
    Tensor given = Tensor.create(elements, place.shape());
    place.set_data(place.dim() == 4 ? given.contiguous(layout) : given);
  }

  /** The gradient of one that is trained, in row-major order. */
  static float[] gradient(Tensor parameter) {
    Tensor plain = parameter.grad().contiguous();
    float[] elements = new float[Math.toIntExact(plain.numel())];
    new FloatPointer(plain.data_ptr()).get(elements);
    return elements;
  }
}
