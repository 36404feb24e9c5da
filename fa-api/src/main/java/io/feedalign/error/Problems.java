package io.feedalign.error;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * Collects every mistake before failing, so that a user mends them all at once.
 *
 * <pre>{@code
 * Problems problems = new Problems();
 * spec.read(given, problems.in("rule"));
 * problems.throwIfAny(Problem::toString);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Problems {
  private final List<Problem> found;
  private final String prefix;

  /** No mistakes so far. */
  public Problems() {
    this(new ArrayList<>(), "");
  }

  private Problems(List<Problem> found, String prefix) {
    this.found = found;
    this.prefix = prefix;
  }

  /** The same collection, for the keys below one key. */
  public Problems in(String key) {
    return new Problems(found, pathOf(key));
  }

  /** Notes a mistake at a key; an empty key means the current one itself. */
  public void add(String key, String message) {
    found.add(new Problem(pathOf(key), message));
  }

  /** All mistakes, as noted. */
  public List<Problem> all() {
    return List.copyOf(found);
  }

  /** Whether nothing was noted. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Fails with all mistakes, a line each, if there are any. */
  public void throwIfAny(Function<Problem, String> line) {
    if (!found.isEmpty()) {
      throw FaException.user(
          found.stream().map(line).distinct().collect(Collectors.joining(System.lineSeparator())));
    }
  }

  private String pathOf(String key) {
    if (prefix.isEmpty() || key.isEmpty()) {
      return prefix + key;
    }
    return prefix + "." + key;
  }
}
