package io.feedalign.nn;

import org.apiguardian.api.API;

/**
 * A layer whose main parameter joins one population to another, so that credit transport is in
 * question. Its output is {@code drive(input, weight)}, plus a bias if it has one.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface SynapticLayer extends Layer {
  /** The weight that joins the populations. */
  Parameter weight();

  /** The three verbs for inputs of this call's shape. */
  Synapse synapse();
}
