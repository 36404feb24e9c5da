package io.feedalign.spi;

import io.feedalign.credit.CreditAssignmentRule;
import org.apiguardian.api.API;

/**
 * Makes a credit-assignment rule.
 *
 * <pre>{@code
 * final class DampedProvider implements RuleProvider {
 *   public String name() { return "damped"; }
 *   public String description() { return "Exact signals, halved at each layer."; }
 *   public CreditAssignmentRule create(Settings settings) {
 *     return (edge, context) -> (signals, emit) ->
 *         emit.scale(edge.pullExactly(emit, signals.at(edge.output())), 0.5);
 *   }
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface RuleProvider extends Provider<CreditAssignmentRule> {}
