package io.feedalign.bench.archfixture.credit;

import org.apiguardian.api.API;

/** Stands for everything that knows how credit is assigned. */
@API(status = API.Status.STABLE, since = "0.1")
public interface Credit {}
