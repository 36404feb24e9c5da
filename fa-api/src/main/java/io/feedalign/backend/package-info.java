/** What a backend offers: storage, arenas, and programs bound to memory. */
@NullMarked
package io.feedalign.backend;

import org.jspecify.annotations.NullMarked;
