package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.cli.Fa;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.experiment.StepCase;
import io.feedalign.core.plugin.Plugins;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulePerLayerTest {

  @TempDir Path folder;

  private Fa explain(String rule) {
    String text = Fa.TINY.replace("rule: {name: usf, magnitude: sn}", "rule: " + rule);
    return Fa.run("explain", Fa.file(folder, "tiny.yaml", text), "--program", "none");
  }

  @Test
  void explainSaysWhoGotWhat() {
    Fa fa = explain("{default: usf, magnitude: sn, layers: {'dense*': {name: fa, scale: 0.5}}}");
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.out().contains("rule usf sn by layer"), fa.out());
    assertTrue(fa.out().contains("conv2   usf sn  conv2/"), fa.out());
    assertTrue(fa.out().contains("dense1  fa      dense1.feedback"), fa.out());
  }

  @Test
  void theFirstMatchingPatternDecides() {
    Fa fa = explain("{default: bp, layers: {conv2: fa, 'conv*': sham}}");
    assertTrue(fa.out().contains("conv1   sham  none"), fa.out());
    assertTrue(fa.out().contains("conv2   fa    conv2.feedback"), fa.out());
    assertTrue(fa.out().contains("dense1  bp    dense1.weight"), fa.out());
  }

  @Test
  void aDirectRuleBelowALayerwiseOneHasItsOwnMatrixAndPullsThroughNoWeight() {
    Fa fa = explain("{default: bp, layers: {conv2: dfa}}");
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.out().contains("conv2   dfa   none"), fa.out());
    assertTrue(fa.out().contains("dense1  bp    dense1.weight"), fa.out());
  }

  @Test
  void aPatternThatMatchesNothingIsAMistake() {
    Fa fa = explain("{default: bp, layers: {convv2: fa}}");
    assertEquals(2, fa.exit());
    assertTrue(fa.err().contains("'convv2' matches no layer with weights"), fa.err());
    assertTrue(fa.err().contains("Did you mean 'conv2'?"), fa.err());
  }

  @Test
  void mistakesInALayersRuleNameTheirKey() {
    Fa fa = explain("{default: bp, layers: {conv2: {name: usf, magnitud: sn}}}");
    assertEquals(2, fa.exit());
    assertTrue(fa.err().contains("rule.layers.conv2.magnitud"), fa.err());
  }

  @Test
  void creditIsPulledThroughEachLayersOwnFeedback() {
    Map<String, Object> model =
        Map.of(
            "name",
            "sequential",
            "input",
            List.of(2, 1, 1),
            "layers",
            List.of(
                "flatten",
                Map.of("dense", Map.of("out", 3)),
                "relu",
                Map.of("dense", Map.of("out", 3)),
                "relu",
                Map.of("dense", Map.of("out", 2))));
    Map<String, Object> rule = Map.of("default", "fa", "layers", Map.of("dense3", "bp"));
    StepCase step =
        new ExperimentAssembler(Plugins.discover())
            .step(ConfigTree.of(Map.of("model", model, "rule", rule, "backend", "reference")));
    try (Backend backend = step.backend().open();
        InspectedStep inspected =
            step.variant().on(Compiler.on(backend)).batch(1).inspect(step.network())) {
      inspected.initialize();
      inspected.inputs().get("target").write(IntBuffer.wrap(new int[] {1}));
      float[] weight = inspected.inputs().get("dense3.weight").toArray();
      inspected.run(0);
      assertArrayEquals(weight, inspected.outputs().get("feedback/dense3").toArray());
      assertArrayEquals(
          inspected.inputs().get("dense2.feedback").toArray(),
          inspected.outputs().get("feedback/dense2").toArray());
    }
  }
}
