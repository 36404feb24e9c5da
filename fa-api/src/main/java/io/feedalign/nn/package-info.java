/**
 * Networks: layers, synapses, parameters and the immutable graph that joins them. No rule, no
 * backend.
 */
@NullMarked
package io.feedalign.nn;

import org.jspecify.annotations.NullMarked;
