package io.feedalign.spi;

import io.feedalign.error.FaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Checked settings of one plugin, typed and immutable. Made by {@link SettingsSpec}.
 *
 * <p>Asking for a key that the spec doesn't have, or as another kind, is the plugin's mistake.
 *
 * <pre>{@code
 * SettingsSpec takes = SettingsSpec.of(
 *     Setting.whole("width", 128L, Setting.between(1, 1e6), "units of the hidden layer"));
 * Settings settings = takes.settings(Map.of("width", 64));
 * int width = settings.size("width"); // 64
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Settings {
  private final Map<String, Object> values;

  Settings(Map<String, Object> values) {
    this.values = new LinkedHashMap<>(values);
  }

  /** A whole number. */
  public long whole(String key) {
    return typed(key, Long.class);
  }

  /** A whole number that fits an int. */
  public int size(String key) {
    return Math.toIntExact(whole(key));
  }

  /** A finite number. */
  public double real(String key) {
    return typed(key, Double.class);
  }

  /** true or false. */
  public boolean flag(String key) {
    return typed(key, Boolean.class);
  }

  /** Text, or the word chosen. */
  public String text(String key) {
    return typed(key, String.class);
  }

  /** A list of whole numbers. */
  public List<Integer> sizes(String key) {
    return ((List<?>) typed(key, List.class))
        .stream().map(element -> Math.toIntExact((Long) element)).toList();
  }

  /** A list of finite numbers. */
  public List<Double> reals(String key) {
    return ((List<?>) typed(key, List.class)).stream().map(Double.class::cast).toList();
  }

  /** Anything. */
  public Object tree(String key) {
    return typed(key, Object.class);
  }

  /** All values by key, for a run's record. */
  public Map<String, Object> toMap() {
    return new LinkedHashMap<>(values);
  }

  private <T> T typed(String key, Class<T> type) {
    Object value = values.get(key);
    if (!type.isInstance(value)) {
      throw FaException.plugin(
          "A plugin asked for its setting '"
              + key
              + "' as "
              + type.getSimpleName()
              + ", but its settings are "
              + values
              + ".");
    }
    return type.cast(value);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
