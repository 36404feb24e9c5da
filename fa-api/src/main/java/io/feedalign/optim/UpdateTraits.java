package io.feedalign.optim;

import org.apiguardian.api.API;

/**
 * What a link of the update chain, or a whole chain, does with the tensor's own values. Feedback
 * that learns beside its weight comes to agree with it only if both shrink alike.
 *
 * <pre>{@code
 * UpdateTraits both = UpdateTraits.DECAY.then(UpdateTraits.NONLINEAR);
 * boolean bent = both.bendsWeight(); // true: the decay went through a division
 * }</pre>
 *
 * @param readsWeight the change contains the tensor itself, as under decay
 * @param nonlinear the change is no linear function of what came before, as under Adam
 * @param bendsWeight the tensor's part in the change went through something nonlinear, so that two
 *     tensors which are given the same gradients do not shrink alike
 */
@API(status = API.Status.STABLE, since = "0.1")
public record UpdateTraits(boolean readsWeight, boolean nonlinear, boolean bendsWeight) {
  /** A linear function of the gradients alone, such as a rate or momentum. */
  public static final UpdateTraits LINEAR = new UpdateTraits(false, false, false);

  /** Adds a part of the tensor, as decay does. */
  public static final UpdateTraits DECAY = new UpdateTraits(true, false, false);

  /** A nonlinear function of what came before, such as Adam's division or a sign. */
  public static final UpdateTraits NONLINEAR = new UpdateTraits(false, true, false);

  /** A change whose size depends on the tensor's own, as in layer-wise adaptive rates. */
  public static final UpdateTraits SIZED_BY_WEIGHT = new UpdateTraits(true, true, true);

  /** The traits of a chain of two links. */
  public UpdateTraits then(UpdateTraits next) {
    return new UpdateTraits(
        readsWeight || next.readsWeight,
        nonlinear || next.nonlinear,
        bendsWeight || next.bendsWeight || (readsWeight && next.nonlinear));
  }
}
