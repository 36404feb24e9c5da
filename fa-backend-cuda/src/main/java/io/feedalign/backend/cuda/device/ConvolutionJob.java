package io.feedalign.backend.cuda.device;

import io.feedalign.ir.Geometry;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;

/**
 * One of the three verbs of a convolution. All four-axis operands lie channels-last on a device,
 * weights too: (O, kh, kw, I).
 *
 * @param verb which; it names the operands in order
 * @param image logical (N, C, H, W)
 * @param weight logical (O, C / groups, kh, kw)
 * @param signal logical (N, O, P, Q)
 * @param input element type of both inputs
 * @param output element type of the output
 */
public record ConvolutionJob(
    Verb verb,
    Geometry geometry,
    Shape image,
    Shape weight,
    Shape signal,
    DType input,
    DType output) {
  /** The three partial derivatives of one trilinear form. */
  public enum Verb {
    /** Operands image, weight; output signal. */
    DRIVE,
    /** Operands signal, weight; output image. */
    PULL,
    /** Operands image, signal; output weight. */
    CORRELATE
  }
}
