/** Probes: what a rule does, measured beside what calculus would have done. */
@NullMarked
package io.feedalign.rules.probe;

import org.jspecify.annotations.NullMarked;
