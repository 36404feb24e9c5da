package io.feedalign.nn;

import io.feedalign.tensor.Shape;
import org.apiguardian.api.API;

/** A recipe for networks: a function of the input's shape and the number of classes. */
@API(status = API.Status.STABLE, since = "0.1")
@FunctionalInterface
public interface Model {
  /**
   * The network for samples of shape (C, H, W).
   *
   * @throws io.feedalign.error.FaException (USER) if the model cannot take that shape
   */
  Network build(Shape input, int classes);
}
