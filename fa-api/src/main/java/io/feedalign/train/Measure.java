package io.feedalign.train;

import java.util.OptionalDouble;
import org.apiguardian.api.API;

/**
 * One number that a probe took.
 *
 * <pre>{@code
 * Measure angle = new Measure("gradient-angle", "conv1", OptionalDouble.of(37.5));
 * double degrees = angle.value().orElse(Double.NaN);
 * }</pre>
 *
 * @param name what was measured, such as {@code gradient-angle}
 * @param path of the layer
 * @param value empty where it is undefined, such as an angle with a zero vector
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Measure(String name, String path, OptionalDouble value) {}
