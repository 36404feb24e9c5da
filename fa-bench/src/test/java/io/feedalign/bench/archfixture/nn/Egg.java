package io.feedalign.bench.archfixture.nn;

import io.feedalign.bench.archfixture.ir.Chicken;
import org.apiguardian.api.API;

/** Comes first, too. */
@API(status = API.Status.STABLE, since = "0.1")
public record Egg(Chicken hatched) {}
