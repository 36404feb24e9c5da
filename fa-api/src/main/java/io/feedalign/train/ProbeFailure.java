package io.feedalign.train;

import org.apiguardian.api.API;

/**
 * A probe that could not measure, and why. The run goes on without its number.
 *
 * <pre>{@code
 * ProbeFailure failure = new ProbeFailure("mine", "conv1", "it gave NaN.");
 * String line = failure.sentence(); // Probe 'mine' failed at 'conv1': it gave NaN.
 * }</pre>
 *
 * @param probe its name
 * @param path of the layer at which it failed; empty if it failed as a whole
 * @param reason one line; names the jar if the probe came with a plugin
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ProbeFailure(String probe, String path, String reason) {
  /** All of it in one line. */
  public String sentence() {
    String place = path.isEmpty() ? "" : " at '" + path + "'";
    return "Probe '" + probe + "' failed" + place + ": " + reason;
  }
}
