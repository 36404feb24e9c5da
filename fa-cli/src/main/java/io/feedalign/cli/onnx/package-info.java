/** Networks as ONNX files, written from the program of their inference. */
@NullMarked
package io.feedalign.cli.onnx;

import org.jspecify.annotations.NullMarked;
