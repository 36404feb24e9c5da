/** Rules that bring the output's error, or the target, to hidden layers by a way of its own. */
@org.jspecify.annotations.NullMarked
package io.feedalign.rules.direct;
