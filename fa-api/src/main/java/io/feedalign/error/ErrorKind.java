package io.feedalign.error;

import org.apiguardian.api.API;

/**
 * Who has to act when something fails.
 *
 * <pre>{@code
 * FaException failure = FaException.user("Batch is 0, but must be at least 1. Set batch.");
 * boolean yours = failure.kind() == ErrorKind.USER; // true: exit code 2
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public enum ErrorKind {
  /** The person at the keyboard: a name, a file, a shape, a setting. Exit code 2. */
  USER,
  /** The author of a plugin: a rule, layer, backend or data set broke its contract. Exit code 1. */
  PLUGIN,
  /** The machine: memory, disk, a device or a native library. Exit code 2. */
  RESOURCES,
  /** Us: a bug in feedalign. Exit code 1. */
  INTERNAL
}
