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

/** No rule is known by name outside fa-rules: not in a branch, not in a table, not by default. */
class RuleNameTest {
  /** The command itself is called that. */
  private static final Set<String> ALLOWED = Set.of("FaCommand.java: \"fa\"");

  private final List<String> names = Plugins.discover().rules().names();

  @Test
  void mainSourcesNameNoRule() throws IOException {
    List<Path> sources = sources();
    assertTrue(sources.size() > 300, "only " + sources.size() + " files");
    assertTrue(names.size() >= 7, names.toString());
    List<String> found = new ArrayList<>();
    for (Path source : sources) {
      literals(Files.readString(source)).stream()
          .map(literal -> source.getFileName() + ": " + literal)
          .filter(mention -> !ALLOWED.contains(mention))
          .forEach(found::add);
    }
    assertEquals(List.of(), found);
  }

  @Test
  void aBranchOnARuleWouldBeFound() {
    String name = names.get(0);
    String branch = "if (rule.name().equals(\"" + name + "\") || text.equals(\"" + name + "-x\"))";
    assertEquals(List.of("\"" + name + "\""), literals(branch));
  }

  private List<String> literals(String source) {
    Pattern literal = Pattern.compile("\"(" + String.join("|", names) + ")\"");
    return literal.matcher(source).results().map(match -> match.group()).toList();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : House.REAL.modules().keySet()) {
      Path folder = Sources.root().resolve(module).resolve("src/main/java");
      if (!module.equals("fa-rules") && Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
      }
    }
    return sources;
  }
}
