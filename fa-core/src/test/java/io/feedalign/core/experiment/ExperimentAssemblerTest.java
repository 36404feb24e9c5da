package io.feedalign.core.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mistakes only: assembling something real needs plugins, and is tested where they are. */
class ExperimentAssemblerTest {
  private final ExperimentAssembler assembler = new ExperimentAssembler(Plugins.discover());

  private List<String> mistakes(Map<String, Object> values) {
    Map<String, String> places = Map.of("", "e.yaml", "model", "e.yaml:2:1", "rule", "e.yaml:4:7");
    FaException failure =
        assertThrows(FaException.class, () -> assembler.assemble(new ConfigTree(values, places)));
    assertEquals(ErrorKind.USER, failure.kind());
    return failure.getMessage().lines().toList();
  }

  @Test
  void everyMistakeIsALineWithItsPlace() {
    List<String> lines =
        mistakes(Map.of("model", "lenet", "rule", "usff", "epochs", -1, "sead", 3));
    assertTrue(lines.stream().anyMatch(l -> l.startsWith("e.yaml:2:1: model: Unknown model")));
    assertTrue(lines.stream().anyMatch(l -> l.startsWith("e.yaml:4:7: rule: Unknown rule 'usff'")));
    assertTrue(lines.stream().anyMatch(l -> l.startsWith("e.yaml: epochs: is '-1'")));
    assertTrue(lines.stream().anyMatch(l -> l.contains("Did you mean 'seed'?")));
    assertTrue(lines.stream().anyMatch(l -> l.startsWith("e.yaml: data: is required")));
  }

  @Test
  void aReferenceWithoutANameSaysWhatItShouldBe() {
    List<String> lines = mistakes(Map.of("rule", Map.of("magnitude", "sn")));
    assertTrue(lines.stream().anyMatch(l -> l.contains("must be a name, or a map with a name")));
  }

  @Test
  void aMissingRuleIsSaid() {
    List<String> lines = mistakes(Map.of("model", "lenet"));
    assertTrue(lines.stream().anyMatch(l -> l.contains("rule: is required")), lines.toString());
  }

  @Test
  void noBackendIsSaidWithItsRemedy() {
    List<String> lines = mistakes(Map.of("rule", "x"));
    assertTrue(lines.stream().anyMatch(l -> l.contains("No backend can run here")));
  }

  @Test
  void theClosestKeyAroundAPathGivesThePlace() {
    ConfigTree tree =
        new ConfigTree(Map.of(), Map.of("model", "e:2:1", "model.layers[1]", "e:5:3"));
    assertEquals("e:5:3", tree.locate("model.layers[1].conv.kernel"));
    assertEquals("e:2:1", tree.locate("model.layers[0]"));
    assertEquals("", tree.locate("rule"));
  }
}
