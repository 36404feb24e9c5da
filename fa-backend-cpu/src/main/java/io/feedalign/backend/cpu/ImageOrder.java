package io.feedalign.backend.cpu;

import io.feedalign.ir.Form;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;

/**
 * How the elements of one sample lie in memory, compared with their logical order.
 *
 * @param samples size of the outermost axis
 * @param channels size of axis 1 if it lies last in memory, else 1
 * @param pixels elements per channel
 */
record ImageOrder(int samples, int channels, int pixels) {
  private static final int SLICE = 4096;

  static ImageOrder of(Form form) {
    Shape shape = form.shape();
    int elements = Math.toIntExact(shape.elements());
    if (form.layout() == Layout.ROW_MAJOR || shape.rank() != 4) {
      return new ImageOrder(1, 1, elements);
    }
    return new ImageOrder(shape.size(0), shape.size(1), shape.size(2) * shape.size(3));
  }

  /** Whether memory order is the logical order. */
  boolean logical() {
    return channels == 1 || pixels == 1;
  }

  /** Elements that are best exchanged at a time: a sample, or a part of what has no samples. */
  int slice() {
    return logical() ? Math.min(SLICE, Math.max(1, samples * sample())) : sample();
  }

  /** Elements of one sample. */
  int sample() {
    return channels * pixels;
  }

  void toLogical(float[] memory, float[] logical) {
    for (int p = 0; p < pixels; p++) {
      for (int c = 0, from = p * channels, to = p; c < channels; c++, to += pixels) {
        logical[to] = memory[from + c];
      }
    }
  }

  /** Pixel by pixel: the lines that are read at a stride stay cached for the next pixels. */
  void toMemory(float[] logical, float[] memory) {
    for (int p = 0; p < pixels; p++) {
      for (int c = 0, from = p, to = p * channels; c < channels; c++, from += pixels) {
        memory[to + c] = logical[from];
      }
    }
  }

  /** Where the element with a logical index lies. */
  int place(int index) {
    int sample = sample();
    int within = index % sample;
    return index - within + (within % pixels) * channels + within / pixels;
  }
}
