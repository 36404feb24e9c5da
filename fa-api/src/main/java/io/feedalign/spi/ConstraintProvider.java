package io.feedalign.spi;

import io.feedalign.optim.Constraint;
import org.apiguardian.api.API;

/**
 * Makes a constraint on the weights.
 *
 * <pre>{@code
 * final class PositiveProvider implements ConstraintProvider {
 *   public String name() { return "positive"; }
 *   public String description() { return "No weight falls below zero."; }
 *   public Constraint create(Settings settings) {
 *     return (emit, context, proposed) -> emit.clamp(proposed, 0, Float.MAX_VALUE);
 *   }
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface ConstraintProvider extends Provider<Constraint> {}
