package io.feedalign.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Published test errors that may stand beside the rules of one recipe.
 *
 * @param errors by the label of a rule
 */
public record Published(Map<String, List<PublishedError>> errors) {

  /** Nothing. */
  public static final Published NONE = new Published(Map.of());

  /** Says in {@code published.yaml} that numbers differ in nothing but what their remarks say. */
  private static final String NOTHING = "nothing more";

  /**
   * What a file of tables says for a recipe.
   *
   * @param file the content of {@code published.yaml}
   */
  public static Published of(Map<String, Object> file, String recipe) {
    Map<String, List<PublishedError>> errors = new LinkedHashMap<>();
    for (Object entry : (List<?>) file.getOrDefault("tables", List.of())) {
      Map<?, ?> table = (Map<?, ?>) entry;
      if (map(table, "beside").get(recipe) instanceof Map<?, ?> beside) {
        labels(table, beside)
            .forEach(
                (label, rule) ->
                    errors
                        .computeIfAbsent(label, key -> new ArrayList<>())
                        .add(error(table, beside, rule)));
      }
    }
    return new Published(errors);
  }

  /** Our labels and the source's rules; most are the same word. */
  private static Map<String, String> labels(Map<?, ?> table, Map<?, ?> beside) {
    Map<String, String> labels = new LinkedHashMap<>();
    map(table, "errors").keySet().forEach(rule -> labels.put(text(rule), text(rule)));
    map(beside, "labels").forEach((label, rule) -> labels.put(text(label), text(rule)));
    return labels;
  }

  private static PublishedError error(Map<?, ?> table, Map<?, ?> beside, String rule) {
    String differs = text(beside.get("differs"));
    String remarks = text(table.get("remarks"));
    return new PublishedError(
        text(table.get("column")),
        Double.parseDouble(text(map(table, "errors").get(rule))),
        rule,
        text(table.get("source")),
        differs.equals(NOTHING) ? remarks : remarks + "; " + differs);
  }

  private static Map<?, ?> map(Map<?, ?> around, String key) {
    return around.get(key) instanceof Map<?, ?> inner ? inner : Map.of();
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }

  /** A result with what was published for its rule. */
  public RunResult beside(RunResult result) {
    return result.withPublished(errors.getOrDefault(result.rule(), List.of()));
  }
}
