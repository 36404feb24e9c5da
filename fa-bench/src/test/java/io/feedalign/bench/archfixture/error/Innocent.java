package io.feedalign.bench.archfixture.error;

import org.apiguardian.api.API;

/** A public type of the API as it should be. */
@API(status = API.Status.STABLE, since = "0.1")
public record Innocent(String name) {}
