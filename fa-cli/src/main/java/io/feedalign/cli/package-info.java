/** The command {@code fa}. */
@NullMarked
package io.feedalign.cli;

import org.jspecify.annotations.NullMarked;
