/** What the shared parts of the CPU backends must keep. */
@NullMarked
package io.feedalign.backend.cpu;

import org.jspecify.annotations.NullMarked;
