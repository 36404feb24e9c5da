/** Where the time of a learning step goes, instruction by instruction. */
@NullMarked
package io.feedalign.bench.profile;

import org.jspecify.annotations.NullMarked;
