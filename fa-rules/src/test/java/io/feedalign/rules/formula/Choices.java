package io.feedalign.rules.formula;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.rules.lab.Rules;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every rule under every combination of its choices. */
final class Choices {
  private Choices() {}

  static List<Rules.Named> all() {
    List<Rules.Named> all = new ArrayList<>();
    for (RuleProvider provider : Plugins.discover().rules().all()) {
      for (Map<String, Object> settings : combinations(provider.settings().entries())) {
        all.add(new Rules.Named(provider.name(), settings));
      }
    }
    return all;
  }

  private static List<Map<String, Object>> combinations(List<Setting> settings) {
    List<Map<String, Object>> all = new ArrayList<>(List.of(Map.of()));
    for (Setting setting : settings) {
      List<String> words =
          setting.kind() == Setting.Kind.CHOICE ? setting.allowed().choices() : List.of();
      List<Map<String, Object>> more = new ArrayList<>();
      for (Map<String, Object> chosen : all) {
        for (String word : words) {
          Map<String, Object> longer = new LinkedHashMap<>(chosen);
          longer.put(setting.key(), word);
          more.add(longer);
        }
      }
      all = words.isEmpty() ? all : more;
    }
    return all;
  }
}
