/**
 * Credit assignment: what signal crosses each edge of a network backwards. The heart of the
 * framework.
 */
@NullMarked
package io.feedalign.credit;

import org.jspecify.annotations.NullMarked;
