/** JPEGs decoded by libjpeg-turbo, which comes inside OpenCV's native library. */
@NullMarked
package io.feedalign.datasets.image.turbo;

import org.jspecify.annotations.NullMarked;
