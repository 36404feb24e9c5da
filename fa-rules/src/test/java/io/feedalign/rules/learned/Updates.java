package io.feedalign.rules.learned;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.optim.UpdateRule;
import io.feedalign.spi.UpdateRuleProvider;
import java.util.HashMap;
import java.util.Map;

/** Update chains as users name them. */
final class Updates {
  private Updates() {}

  /** A chain by name, with settings as key, value, key, value. */
  static UpdateRule named(String name, Object... settings) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    UpdateRuleProvider provider = Plugins.discover().updates().get(name);
    return provider.create(provider.settings().settings(map));
  }
}
