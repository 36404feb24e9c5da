package io.feedalign.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.core.experiment.NamedSettings;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.ir.Instruction;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilerTest {
  private static Profile profile(String backend) {
    StepQuestion question =
        new StepQuestion(
            NamedSettings.of("lenet"),
            List.of(NamedSettings.of("dfa")),
            NamedSettings.of(backend),
            "f32",
            new StepQuestion.Load(Shape.of(1, 28, 28), 10, 16),
            new StepQuestion.Effort(3, 1));
    return new Profiler(Plugins.discover(), question).run().get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onednn", "nd4j"})
  void unitsAreTheWholeProgramInItsOrder(String backend) {
    Profile profile = profile(backend);
    List<Instruction> steps = new ArrayList<>();
    profile.units().forEach(timed -> steps.addAll(timed.unit().steps()));
    assertEquals(profile.program().body(), steps);
    assertTrue(profile.units().size() < steps.size(), "nothing is fused");
    assertEquals(profile.units().size(), profile.ends().size());
    assertEquals(
        2,
        profile.units().stream()
            .filter(timed -> timed.unit().kind().equals("Conv2dWeightGrad"))
            .count(),
        "those are never fused");
    assertEquals(
        profile.ends().stream().sorted(Comparator.naturalOrder()).toList(), profile.ends());
    assertTrue(profile.inside() > 0 && profile.inside() < 2 * profile.steps().watched());
  }

  @Test
  void everyPhaseIsThereAndFusedConvolutionsAreNamedByWhatTheyDo() {
    Profile profile = profile("onednn");
    for (Phase phase : Phase.values()) {
      assertTrue(
          profile.units().stream().anyMatch(timed -> timed.unit().phase() == phase), "no " + phase);
    }
    Unit first = unit(profile, "Conv2d+Chain(AxisAdd,RELU)");
    assertEquals("conv1", first.layer());
    assertEquals(Phase.FORWARD, first.phase());
    double products = 2.0 * 16 * 6 * 28 * 28 * 25;
    assertEquals(products + 2.0 * 16 * 6 * 28 * 28, first.operations());
    // The image, 25 weights for each of 6 channels, 6 biases and the result; nothing in between.
    assertEquals(4.0 * (16 * 28 * 28 + 6 * 25 + 6 + 16 * 6 * 28 * 28), first.bytes());
  }

  private static Unit unit(Profile profile, String kind) {
    return profile.units().stream()
        .map(Timed::unit)
        .filter(unit -> unit.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTableListsTheLargestGapFirst() {
    Profile profile = profile("onednn");
    List<String> lines = ProfileTable.of(profile, 2);
    double largest = profile.units().stream().mapToDouble(Timed::milliseconds).max().orElseThrow();
    String expected = String.format(Locale.ROOT, "%.3f ", largest);
    assertTrue(lines.get(4).strip().startsWith(expected), lines.get(4));
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("... and ")), lines.toString());
    assertFalse(lines.toString().contains("floor"), "nobody measured floors");
  }

  @Test
  void floorsComeFromProductsOrFromBytes() {
    Profile bare = profile("onednn");
    Profile grounded = Floors.under(List.of(bare)).get(0);
    assertTrue(grounded.grounded());
    assertTrue(grounded.units().stream().allMatch(timed -> timed.floor() >= 0));
    Timed first = grounded.units().get(0);
    assertEquals(first.milliseconds() - first.floor(), first.gap(), 1e-12);
    assertTrue(ProfileTable.of(grounded, 3).get(2).startsWith("floor "));
  }

  @Test
  void aTraceHasAnEventForEachUnitAndItsBracketsMatch() {
    Profile profile = profile("onednn");
    String trace = ChromeTrace.of(List.of(profile));
    long instructions = trace.lines().filter(line -> line.contains("\"tid\": 3, \"ts\"")).count();
    assertEquals(profile.units().size(), instructions);
    assertTrue(trace.lines().allMatch(ProfilerTest::closed), trace);
    assertTrue(trace.startsWith("{\"displayTimeUnit\"") && trace.endsWith("]}\n"));
  }

  private static boolean closed(String line) {
    return line.startsWith("{\"displayTimeUnit\"")
        || line.equals("]}")
        || line.chars().filter(c -> c == '{').count() == line.chars().filter(c -> c == '}').count();
  }
}
