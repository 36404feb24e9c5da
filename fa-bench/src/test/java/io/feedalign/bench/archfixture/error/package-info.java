/** Classes that break house rules on purpose, and innocent neighbours. */
@NullMarked
package io.feedalign.bench.archfixture.error;

import org.jspecify.annotations.NullMarked;
