package io.feedalign.core.checkpoint;

import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where a run comes from.
 *
 * @param rule name of the file of the rule's states
 * @param same what must not change if a run is to go on to the same bits, by what it is: the data,
 *     the number of threads, ...
 * @param about what is only recorded, such as versions; a change is told
 */
public record Origin(String rule, Map<String, String> same, Map<String, String> about) {
  /** Nothing is known but what the compiled network and its options say. */
  public static final Origin UNKNOWN = new Origin("states", Map.of(), Map.of());

  /** Copies the maps; letters that have no place in a file's name are replaced. */
  public Origin {
    rule = rule.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    rule = rule.isEmpty() ? "states" : rule;
    same = new LinkedHashMap<>(same);
    about = new LinkedHashMap<>(about);
  }

  /** The same with one more thing that must not change. */
  Origin with(String what, Object value) {
    Map<String, String> more = new LinkedHashMap<>(same);
    more.put(what, String.valueOf(value));
    return new Origin(rule, more, about);
  }

  /**
   * Refuses to go on with what another origin kept.
   *
   * @throws FaException (USER) with a line for each difference
   */
  public void requireSame(Map<String, String> kept, String place) {
    List<String> differences = new ArrayList<>();
    same.forEach(
        (what, value) -> {
          String before = kept.get(what);
          if (!value.equals(before)) {
            differences.add(
                what
                    + ": was "
                    + Objects.requireNonNullElse(before, "not recorded")
                    + ", is "
                    + value
                    + ".");
          }
        });
    if (!differences.isEmpty()) {
      throw FaException.user(
          "'"
              + place
              + "' cannot go on, because what it was made with has changed:"
              + System.lineSeparator()
              + String.join(System.lineSeparator(), differences)
              + System.lineSeparator()
              + "Restore that, or start a new run.");
    }
  }
}
