package io.feedalign.cli.config;

import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.NamedSettings;
import io.feedalign.core.experiment.Variant;
import io.feedalign.core.plugin.Catalogue;
import io.feedalign.error.FaException;
import io.feedalign.spi.NearestName;
import io.feedalign.spi.RuleProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code --rules} chooses: variants of the recipe by label, and other rules by name with
 * settings, as in {@code bp,usf-sn,fa:scale=2,usf:xiao}.
 */
public final class RuleSelection {

  private static final String KEY = "rules";
  private static final String OPTION = "--rules";

  private final Catalogue<RuleProvider> rules;

  /** A selection among the rules of a catalogue. */
  public RuleSelection(Catalogue<RuleProvider> rules) {
    this.rules = rules;
  }

  /**
   * The tree with exactly the wanted variants, in the order asked for.
   *
   * @throws FaException (USER) naming every one that is unknown
   */
  public ConfigTree choose(ConfigTree tree, List<String> wanted) {
    Map<String, Object> labelled = labelled(tree);
    Map<String, Object> chosen = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (String name : wanted) {
      try {
        Object entry =
            Optional.ofNullable(labelled.get(normal(name))).orElseGet(() -> other(name, labelled));
        chosen.putIfAbsent(normal(Variant.labelOf(entry)), entry);
        sources.putIfAbsent(normal(Variant.labelOf(entry)), name);
      } catch (FaException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw FaException.user(String.join(System.lineSeparator(), problems));
    }
    return replaced(tree, chosen, sources);
  }

  private static ConfigTree replaced(
      ConfigTree tree, Map<String, Object> chosen, Map<String, String> sources) {
    ConfigTree changed = Overrides.set(tree, KEY, List.copyOf(chosen.values()), OPTION);
    Map<String, Object> values = new LinkedHashMap<>(changed.values());
    values.remove("rule");
    Map<String, String> locations = new LinkedHashMap<>(changed.locations());
    int index = 0;
    for (String label : chosen.keySet()) {
      locations.put(KEY + "[" + index++ + "]", OPTION + " " + sources.get(label));
    }
    return new ConfigTree(values, locations);
  }

  /** The recipe's own variants by label. */
  private static Map<String, Object> labelled(ConfigTree tree) {
    Map<String, Object> labelled = new LinkedHashMap<>();
    Object variants = tree.values().get(KEY);
    if (variants instanceof List) {
      ((List<?>) variants).forEach(entry -> labelled.put(normal(Variant.labelOf(entry)), entry));
    }
    Object single = tree.values().get("rule");
    if (single != null) {
      labelled.put(normal(Variant.labelOf(single)), single);
    }
    return labelled;
  }

  /** A rule that the recipe doesn't hold, labelled by what was typed. */
  private Object other(String text, Map<String, Object> labelled) {
    NamedSettings named =
        NamedSettings.find(OPTION, text, rules)
            .orElseThrow(() -> FaException.user(OPTION + " " + unknown(text, labelled)));
    Map<String, Object> entry = named.asTree();
    String settings = named.text().substring(named.name().length());
    entry.put("label", named.name() + settings.replaceAll("^[ :-]+|:", " "));
    return entry;
  }

  private String unknown(String text, Map<String, Object> labelled) {
    List<String> known = new ArrayList<>(labelled.keySet());
    rules.names().stream().filter(name -> !known.contains(name)).forEach(known::add);
    return text
        + ": unknown rule '"
        + text
        + "'. Available: "
        + String.join(", ", known)
        + "."
        + NearestName.hint(normal(text), known);
  }

  private static String normal(String label) {
    return label.strip().toLowerCase(Locale.ROOT).replaceAll("[ :-]+", " ");
  }
}
