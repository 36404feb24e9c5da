package io.feedalign.bench.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No rule is known by name outside fa-rules and no model outside fa-models: not in a branch, not in
 * a table, not by default. (Layers can't be told apart outside fa-models, which nobody depends on.)
 */
class RuleNameTest {
  /** The command itself is called that. */
  private static final Set<String> ALLOWED = Set.of("FaCommand.java: \"fa\"");

  /** Benchmarks are asked about models by name. */
  private static final Pattern QUESTIONS = Pattern.compile("@Param\\([^)]*\\)");

  private final List<String> rules = Plugins.discover().rules().names();
  private final List<String> models = Plugins.discover().models().names();

  @Test
  void mainSourcesNameNoRule() throws IOException {
    assertTrue(rules.size() >= 15, rules.toString());
    assertEquals(List.of(), mentions(rules, sources("fa-rules")));
  }

  @Test
  void mainSourcesNameNoModel() throws IOException {
    assertTrue(models.size() >= 20, models.toString());
    assertEquals(List.of(), mentions(models, sources("fa-models")));
  }

  @Test
  void aBranchOnANameWouldBeFound() {
    for (List<String> names : List.of(rules, models)) {
      String name = names.get(0);
      String branch = "if (it.name().equals(\"" + name + "\") || text.equals(\"" + name + "-x\"))";
      assertEquals(List.of("\"" + name + "\""), literals(names, branch));
    }
  }

  private static List<String> mentions(List<String> names, List<Path> sources) throws IOException {
    assertTrue(sources.size() > 300, "only " + sources.size() + " files");
    List<String> found = new ArrayList<>();
    for (Path source : sources) {
      literals(names, Files.readString(source)).stream()
          .map(literal -> source.getFileName() + ": " + literal)
          .filter(mention -> !ALLOWED.contains(mention))
          .forEach(found::add);
    }
    return found;
  }

  private static List<String> literals(List<String> names, String source) {
    Pattern literal = Pattern.compile("\"(" + String.join("|", names) + ")\"");
    String asked = QUESTIONS.matcher(source).replaceAll("");
    return literal.matcher(asked).results().map(match -> match.group()).toList();
  }

  private static List<Path> sources(String but) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : House.REAL.modules().keySet()) {
      Path folder = Sources.root().resolve(module).resolve("src/main/java");
      if (!module.equals(but) && Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
      }
    }
    return sources;
  }
}
