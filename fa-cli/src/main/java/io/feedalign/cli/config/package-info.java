/**
 * Experiment files: YAML with places, overrides from the command line, and the recipes that ship.
 */
@NullMarked
package io.feedalign.cli.config;

import org.jspecify.annotations.NullMarked;
