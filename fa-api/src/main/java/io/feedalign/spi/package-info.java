/**
 * Plugin kinds, their settings, and their availability. Implementations are found by ServiceLoader.
 */
@NullMarked
package io.feedalign.spi;

import org.jspecify.annotations.NullMarked;
