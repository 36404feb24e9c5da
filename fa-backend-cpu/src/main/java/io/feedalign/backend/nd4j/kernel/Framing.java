package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.WorkPool;
import java.nio.FloatBuffer;

/** Moves images and signals between their own memory and one group's frame or slice. */
record Framing(SlidingWindow window, WorkPool pool) {

  /** Lays one group of an image into a frame. */
  Kernel lay(FloatBuffer image, FloatBuffer frame, int group, float border) {
    int channels = window.channelsPerGroup();
    PatchCopy.Shift shift = new PatchCopy.Shift(-top(), -left(), channels, border);
    return copy(whole(image, group), framed(frame), shift);
  }

  /** Takes one group of an image out of a frame; pixels that no window sees become zero. */
  Kernel take(FloatBuffer frame, FloatBuffer image, int group) {
    int channels = window.channelsPerGroup();
    PatchCopy.Shift shift = new PatchCopy.Shift(top(), left(), channels, 0f);
    return copy(framed(frame), whole(image, group), shift);
  }

  /** Copies one group's channels out of a signal. */
  Kernel slice(FloatBuffer signal, FloatBuffer slice, int group) {
    return copy(signal(signal, group), single(slice), straight());
  }

  /** Copies one group's channels into a signal. */
  Kernel unslice(FloatBuffer slice, FloatBuffer signal, int group) {
    return copy(single(slice), signal(signal, group), straight());
  }

  private PatchCopy.Shift straight() {
    return new PatchCopy.Shift(0, 0, window.outputsPerGroup(), 0f);
  }

  private Kernel copy(PatchCopy.Side from, PatchCopy.Side to, PatchCopy.Shift shift) {
    return new PatchCopy(from, to, shift, window.samples(), pool);
  }

  private PatchCopy.Side whole(FloatBuffer image, int group) {
    int channels = window.channelsPerGroup();
    return new PatchCopy.Side(
        image, window.height(), window.width(), window.image().size(1), group * channels);
  }

  private PatchCopy.Side framed(FloatBuffer frame) {
    return new PatchCopy.Side(
        frame, window.frameHeight(), window.frameWidth(), window.channelsPerGroup(), 0);
  }

  private PatchCopy.Side signal(FloatBuffer signal, int group) {
    int channels = window.outputsPerGroup();
    return new PatchCopy.Side(
        signal, window.outputHeight(), window.outputWidth(), window.outputs(), group * channels);
  }

  private PatchCopy.Side single(FloatBuffer slice) {
    return new PatchCopy.Side(
        slice, window.outputHeight(), window.outputWidth(), window.outputsPerGroup(), 0);
  }

  private int top() {
    return window.geometry().padding().top();
  }

  private int left() {
    return window.geometry().padding().left();
  }
}
