/** From a network and a rule to flat programs in planned memory. Compiler is the only door. */
@NullMarked
package io.feedalign.core.compile;

import org.jspecify.annotations.NullMarked;
