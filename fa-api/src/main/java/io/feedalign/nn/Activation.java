package io.feedalign.nn;

import org.apiguardian.api.API;

/**
 * A layer that is a nonlinear function of each unit, such as ReLU: what it gives is the activity of
 * a population, where direct rules inject their signal.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Activation extends Layer {}
