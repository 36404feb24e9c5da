/** What two backends make of the same work: instruction by instruction, and step by step. */
@NullMarked
package io.feedalign.core.parity;

import org.jspecify.annotations.NullMarked;
