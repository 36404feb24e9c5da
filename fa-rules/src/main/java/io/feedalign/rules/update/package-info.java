/** Update chains: small links that turn gradients into weight changes. */
@NullMarked
package io.feedalign.rules.update;

import org.jspecify.annotations.NullMarked;
