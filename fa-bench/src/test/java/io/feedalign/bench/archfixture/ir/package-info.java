/** Classes that break house rules on purpose, and innocent neighbours. */
@NullMarked
package io.feedalign.bench.archfixture.ir;

import org.jspecify.annotations.NullMarked;
