package io.feedalign.bench.archfixture.datasets;

import org.bytedeco.javacpp.Pointer;

/** Native memory outside a backend. */
public record CallsNative(Pointer block) {}
