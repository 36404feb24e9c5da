package io.feedalign.bench.archfixture.ir;

import io.feedalign.bench.archfixture.nn.Egg;
import org.apiguardian.api.API;

/** Comes first. */
@API(status = API.Status.STABLE, since = "0.1")
public record Chicken(Egg laid) {}
