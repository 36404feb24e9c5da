package io.feedalign.spi;

import io.feedalign.optim.Constraint;
import org.apiguardian.api.API;

/** Makes a constraint on the weights. */
@API(status = API.Status.STABLE, since = "0.1")
public interface ConstraintProvider extends Provider<Constraint> {}
