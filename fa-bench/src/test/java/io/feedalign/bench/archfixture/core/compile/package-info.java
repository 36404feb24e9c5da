/** Classes that break house rules on purpose, and innocent neighbours. */
@NullMarked
package io.feedalign.bench.archfixture.core.compile;

import org.jspecify.annotations.NullMarked;
