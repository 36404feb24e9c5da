package io.feedalign.error;

import org.apiguardian.api.API;

/**
 * One mistake in a configuration.
 *
 * <pre>{@code
 * Problem problem = new Problem("rule.scale", "is 'big', but must be a finite number.");
 * String line = problem.toString(); // rule.scale: is 'big', but must be a finite number.
 * }</pre>
 *
 * @param path of the key, such as {@code rule.magnitude}; empty for the whole
 * @param message what is wrong, what is allowed, what to do
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Problem(String path, String message) {
  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
