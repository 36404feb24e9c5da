/** Classes that break house rules on purpose, and innocent neighbours. */
@NullMarked
package io.feedalign.bench.archfixture.credit;

import org.jspecify.annotations.NullMarked;
