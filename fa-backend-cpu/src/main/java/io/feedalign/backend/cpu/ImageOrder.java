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
  /** Pixels taken together, so that what is strided stays in the first cache. */
  private static final int BLOCK = 64;

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
    for (int first = 0; first < pixels; first += BLOCK) {
      int end = Math.min(pixels, first + BLOCK);
      for (int c = 0; c < channels; c++) {
        for (int p = first, from = first * channels + c; p < end; p++, from += channels) {
          logical[c * pixels + p] = memory[from];
        }
      }
    }
  }

  void toMemory(float[] logical, float[] memory) {
    for (int first = 0; first < pixels; first += BLOCK) {
      int end = Math.min(pixels, first + BLOCK);
      for (int c = 0; c < channels; c++) {
        for (int p = first, to = first * channels + c; p < end; p++, to += channels) {
          memory[to] = logical[c * pixels + p];
        }
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
