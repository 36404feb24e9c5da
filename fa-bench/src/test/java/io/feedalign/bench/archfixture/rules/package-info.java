/** Classes that break house rules on purpose, and innocent neighbours. */
@NullMarked
package io.feedalign.bench.archfixture.rules;

import org.jspecify.annotations.NullMarked;
