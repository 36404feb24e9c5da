/** The search of learning rates: its grid, and what came out at each place of it. */
@NullMarked
package io.feedalign.cli.search;

import org.jspecify.annotations.NullMarked;
