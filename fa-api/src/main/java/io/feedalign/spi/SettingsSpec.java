package io.feedalign.spi;

import io.feedalign.error.Problem;
import io.feedalign.error.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Which settings a plugin takes, with kinds, ranges and defaults.
 *
 * <pre>{@code
 * SettingsSpec spec = SettingsSpec.of(
 *     Setting.real("scale", 1.0, Setting.between(0, 1e6), "multiplies the feedback"));
 * Settings settings = spec.read(Map.of("scale", 2), new Problems());
 * settings.real("scale"); // 2.0
 * }</pre>
 *
 * @param entries in the order in which they are shown
 */
@API(status = API.Status.STABLE, since = "0.1")
public record SettingsSpec(List<Setting> entries) {
  /** No settings at all. */
  public static final SettingsSpec NONE = new SettingsSpec(List.of());

  /** Copies the list. */
  public SettingsSpec {
    entries = List.copyOf(entries);
  }

  /** These settings. */
  public static SettingsSpec of(Setting... entries) {
    return new SettingsSpec(List.of(entries));
  }

  /** Every setting at its default; fails if one is required. */
  public Settings defaults() {
    return settings(Map.of());
  }

  /** The given values, checked, with defaults for the rest; fails naming every mistake. */
  public Settings settings(Map<String, ?> given) {
    Problems problems = new Problems();
    Settings settings = read(given, problems);
    problems.throwIfAny(Problem::toString);
    return settings;
  }

  /** The given values, checked, with defaults for the rest; mistakes are noted, not thrown. */
  public Settings read(Map<String, ?> given, Problems problems) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Setting setting : entries) {
      Object value = given.get(setting.key());
      if (value == null) {
        value = setting.fallback();
      }
      if (value == null) {
        problems.add(setting.key(), "is required: " + setting.description() + ".");
      } else {
        SettingReader.read(setting, value, problems).ifPresent(v -> values.put(setting.key(), v));
      }
    }
    reportUnknown(given, problems);
    return new Settings(values);
  }

  private void reportUnknown(Map<String, ?> given, Problems problems) {
    List<String> known = entries.stream().map(Setting::key).toList();
    for (String key : given.keySet()) {
      if (!known.contains(key)) {
        problems.add(
            key,
            "unknown setting '"
                + key
                + "'. Allowed: "
                + (known.isEmpty() ? "none" : String.join(", ", known))
                + "."
                + NearestName.hint(key, known));
      }
    }
  }
}
