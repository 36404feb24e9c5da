/** Named networks, one file each. None knows a rule. */
@NullMarked
package io.feedalign.models.zoo;

import org.jspecify.annotations.NullMarked;
