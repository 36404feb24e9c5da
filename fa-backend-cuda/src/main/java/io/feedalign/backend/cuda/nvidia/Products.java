package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.LibraryCall;
import io.feedalign.backend.cuda.device.ProductJob;

/** A library of matrix products, opened for one stream. */
interface Products extends AutoCloseable {
  /** A product with its algorithm chosen. */
  LibraryCall of(ProductJob job);

  /** The library's version, such as {@code cuBLASLt 13.2.0}. */
  String version();

  @Override
  void close();
}
