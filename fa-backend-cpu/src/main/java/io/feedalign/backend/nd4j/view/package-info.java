/**
 * ND4J's side of a bound program: arrays over memory it does not own, calls, and working memory.
 */
@NullMarked
package io.feedalign.backend.nd4j.view;

import org.jspecify.annotations.NullMarked;
