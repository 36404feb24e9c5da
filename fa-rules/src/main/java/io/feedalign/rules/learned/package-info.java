/** Rules whose feedback weights learn: from the weight's own changes, or from its echo of noise. */
@NullMarked
package io.feedalign.rules.learned;

import org.jspecify.annotations.NullMarked;
