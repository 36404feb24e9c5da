/**
 * One small language: values, the sealed vocabulary of operations, programs, and the pen that
 * writes them.
 */
@NullMarked
package io.feedalign.ir;

import org.jspecify.annotations.NullMarked;
