package io.feedalign.nn;

import org.apiguardian.api.API;

/**
 * A layer that is a nonlinear function of each unit, such as ReLU: what it gives is the activity of
 * a population, where direct rules inject their signal.
 *
 * <pre>{@code
 * List<String> populations = network.nodes().stream()
 *     .filter(node -> node.layer() instanceof Activation) // where a direct rule may inject
 *     .map(Node::path)
 *     .toList();
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Activation extends Layer {}
