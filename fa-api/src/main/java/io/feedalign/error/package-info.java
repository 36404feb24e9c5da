/** Typed errors: who has to act, and what to do. */
@NullMarked
package io.feedalign.error;

import org.jspecify.annotations.NullMarked;
