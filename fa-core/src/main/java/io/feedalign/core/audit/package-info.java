/** Audits: a step held against its rule's own formula, in double precision. */
@NullMarked
package io.feedalign.core.audit;

import org.jspecify.annotations.NullMarked;
