/** Where data sets lie on this machine, and how they get there. */
@NullMarked
package io.feedalign.datasets.store;

import org.jspecify.annotations.NullMarked;
