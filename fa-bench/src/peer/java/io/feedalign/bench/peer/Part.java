package io.feedalign.bench.peer;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A piece of a net in libtorch. */
@FunctionalInterface
interface Part {
  /**
   * What it makes of its input, whose handle stays the caller's: another handle, or the very same.
   */
  Tensor on(Tensor x);

  /**
   * Parts one after the other. Handles are closed as soon as a Python program would have rebound
   * the name, so that libtorch may use the memory again.
   */
  static Part line(List<Part> parts) {
    List<Part> fixed = List.copyOf(parts);
    return x -> {
      Tensor top = x;
      for (Part part : fixed) {
        Tensor next = part.on(top);
        if (top != x && top != next) {
          top.close();
        }
        top = next;
      }
      return top;
    };
  }
}
