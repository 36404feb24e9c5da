/** The subcommands of {@code fa}, one file each, and what they share. */
@NullMarked
package io.feedalign.cli.command;

import org.jspecify.annotations.NullMarked;
