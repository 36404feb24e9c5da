/** Classes that break house rules on purpose, and innocent neighbours. */
@NullMarked
package io.feedalign.bench.archfixture.models;

import org.jspecify.annotations.NullMarked;
