package io.feedalign.spi;

import io.feedalign.optim.UpdateRule;
import org.apiguardian.api.API;

/**
 * Makes a whole update chain, rate included.
 *
 * <pre>{@code
 * final class PlainProvider implements UpdateRuleProvider {
 *   public String name() { return "plain"; }
 *   public String description() { return "The gradient times a fixed rate."; }
 *   public UpdateRule create(Settings settings) {
 *     return (emit, context, update) -> emit.scale(update, 0.01);
 *   }
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface UpdateRuleProvider extends Provider<UpdateRule> {}
