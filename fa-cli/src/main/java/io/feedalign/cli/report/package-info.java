/** What people and programs read of a run: console, JSON, and one HTML page. */
@NullMarked
package io.feedalign.cli.report;

import org.jspecify.annotations.NullMarked;
