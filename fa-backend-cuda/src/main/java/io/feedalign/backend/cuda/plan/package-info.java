/** Programs lowered to stages that a device can run. Needs no device. */
@NullMarked
package io.feedalign.backend.cuda.plan;

import org.jspecify.annotations.NullMarked;
