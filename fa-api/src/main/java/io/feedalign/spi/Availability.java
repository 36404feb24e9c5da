package io.feedalign.spi;

import org.apiguardian.api.API;

/**
 * Whether a backend can run on this machine.
 *
 * <pre>{@code
 * Availability here = new Availability.Unavailable("There is no GPU.", "Use a CPU backend.");
 * if (here instanceof Availability.Unavailable missing) {
 *   String said = missing.reason() + " " + missing.remedy();
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public sealed interface Availability {
  /**
   * It can.
   *
   * @param detail one line, such as the library's version
   */
  record Available(String detail) implements Availability {}

  /**
   * It cannot.
   *
   * @param reason one sentence
   * @param remedy one sentence: what to do about it
   */
  record Unavailable(String reason, String remedy) implements Availability {}
}
