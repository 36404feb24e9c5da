/** Networks written as a list of layers in an experiment file. */
@NullMarked
package io.feedalign.models.inline;

import org.jspecify.annotations.NullMarked;
