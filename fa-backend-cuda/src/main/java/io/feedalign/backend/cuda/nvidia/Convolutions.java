package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.LibraryCall;

/** A library of convolutions, opened for one stream. */
interface Convolutions extends AutoCloseable {
  /** A convolution with its algorithm chosen. */
  LibraryCall of(ConvolutionJob job);

  /** The library's version, such as {@code cuDNN 9.19.0}. */
  String version();

  @Override
  void close();
}
