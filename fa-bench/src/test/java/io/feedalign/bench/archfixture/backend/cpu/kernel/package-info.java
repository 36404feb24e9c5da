/** Classes that break house rules on purpose, and innocent neighbours. */
@NullMarked
package io.feedalign.bench.archfixture.backend.cpu.kernel;

import org.jspecify.annotations.NullMarked;
