/** The command {@code bench}: how fast steps and kernels are on this machine. */
@NullMarked
package io.feedalign.bench;

import org.jspecify.annotations.NullMarked;
