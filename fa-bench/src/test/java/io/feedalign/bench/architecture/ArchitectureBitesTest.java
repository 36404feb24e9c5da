package io.feedalign.bench.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Each house rule names the class that breaks it, and leaves its innocent neighbours alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureBitesTest {
  private final JavaClasses wrong = new ClassFileImporter().importPackages(House.WRONG.root());
  private final Map<String, ArchRule> rules =
      HouseRules.of(House.WRONG, Set.of(House.WRONG.at("rules.Innocent$Provider")));

  /** Which fixture breaks which rule. */
  private static Map<String, String> culprits() {
    Map<String, String> culprits = new LinkedHashMap<>();
    culprits.put("1 modules depend as allowed", "rules.KnowsModel");
    culprits.put("1 no cycles among rooms", "ir.Chicken");
    culprits.put("1 no cycles in the core", "core.compile.CallsRun");
    culprits.put("2 the api needs annotations only", "tensor.Unannotated");
    culprits.put("3 natives stay in backends", "datasets.CallsNative");
    culprits.put("4 the container stays at the roots", "datasets.Injected");
    culprits.put("5 console libraries stay in commands", "datasets.ParsesArguments");
    culprits.put("6 rules know no model", "rules.KnowsModel");
    culprits.put("6 rules name no concrete layer", "rules.KnowsModel");
    culprits.put("6 models know no credit", "models.KnowsCredit");
    culprits.put("6 the trainer knows no credit", "core.run.KnowsCredit");
    culprits.put("7 plugins are discovered once", "datasets.Discovers");
    culprits.put("8 no mutable statics", "datasets.Remembers");
    culprits.put("8 clocks are read in named places", "datasets.ReadsClock");
    culprits.put("8 no dice", "datasets.RollsDice");
    culprits.put("9 reports alone speak to the console", "datasets.Prints");
    culprits.put("9 no generic exceptions", "datasets.ThrowsAnything");
    culprits.put("9 the public api is annotated", "tensor.Unannotated");
    culprits.put("9 packages are null-marked", "tensor.Unannotated");
    culprits.put("10 providers can be made", "rules.OpenProvider");
    culprits.put("10 providers are registered", "rules.OpenProvider");
    culprits.put("11 rules hold final fields only", "rules.Stateful");
    culprits.put("12 kernels take no blocks", "backend.cpu.kernel.TakesBlock");
    culprits.put("12 running takes no memory", "backend.cpu.kernel.TakesBlock");
    return culprits;
  }

  @Test
  void everyRuleHasACulprit() {
    assertEquals(rules.keySet(), culprits().keySet());
  }

  @TestFactory
  Stream<DynamicTest> everyRuleBites() {
    return culprits().entrySet().stream()
        .map(
            culprit ->
                DynamicTest.dynamicTest(
                    culprit.getKey(), () -> bites(culprit.getKey(), culprit.getValue())));
  }

  private void bites(String name, String culprit) {
    String message = complaint(name);
    assertTrue(message.contains(culprit) || message.contains(packageOf(culprit)), message);
    assertFalse(message.contains("Innocent"), message);
  }

  @Test
  void clocksAreSeenBehindMethodReferences() {
    String message = complaint("8 clocks are read in named places");
    Stream.of("Instant.now()", "nanoTime()", "currentTimeMillis()")
        .forEach(clock -> assertTrue(message.contains(clock), message));
    assertFalse(message.contains("Stopwatch.now"), message);
  }

  @Test
  void staticsAreMutableIfTheirTypeIs() {
    String message = complaint("8 no mutable statics");
    assertTrue(message.contains("Remembers.count"), message);
    assertTrue(message.contains("Remembers.SEEN"), message);
  }

  @Test
  void memoryIsSeenBehindCallsAndInLambdas() {
    String message = complaint("12 running takes no memory");
    assertTrue(message.contains("allocateDirect"), message);
    assertTrue(message.contains("FloatPointer"), message);
  }

  private String complaint(String name) {
    ArchRule rule = rules.get(name);
    assertNotNull(rule);
    AssertionError caught = assertThrows(AssertionError.class, () -> rule.check(wrong));
    return String.valueOf(caught.getMessage());
  }

  private static String packageOf(String culprit) {
    return House.WRONG.at(culprit.substring(0, culprit.lastIndexOf('.'))) + " is not @NullMarked";
  }
}
