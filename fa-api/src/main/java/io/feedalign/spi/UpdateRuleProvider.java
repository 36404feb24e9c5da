package io.feedalign.spi;

import io.feedalign.optim.UpdateRule;
import org.apiguardian.api.API;

/** Makes a whole update chain, rate included. */
@API(status = API.Status.STABLE, since = "0.1")
public interface UpdateRuleProvider extends Provider<UpdateRule> {}
