package io.feedalign.bench.archfixture.models;

/** A model that does not. */
public record Innocent(int classes) {}
