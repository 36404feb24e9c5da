/** Single kernels and single phases of compiling, timed by JMH. */
@NullMarked
package io.feedalign.bench.micro;

import org.jspecify.annotations.NullMarked;
