package io.feedalign.bench.archfixture.models;

import io.feedalign.bench.archfixture.credit.Credit;

/** A model that asks how it is taught. */
public record KnowsCredit(Credit teacher) {}
