package io.feedalign.bench.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.bench.architecture.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each fault that is seeded fails the test that is named for it, and the audit if it can. */
class FaultsTest {
  /** A few that are tried in each build: of a rule, a constraint, and the compiler. */
  private static final Set<String> ALWAYS =
      Set.of(
          "frsf: signed B is stored over M",
          "const: weights are frozen",
          "gradients are divided by the batch twice");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> theTextOfEachOccursOnceInItsSource() {
    return Faults.all().stream()
        .map(
            fault ->
                dynamicTest(
                    fault.name(),
                    () -> {
                      assertEquals(1, fault.edit().occurrences(), fault.edit()::path);
                      assertFalse(fault.edit().before().equals(fault.edit().after()));
                    }));
  }

  @Test
  void thereAreEnoughOfThemAndEachHasItsName() {
    List<String> names = Faults.all().stream().map(Fault::name).toList();
    assertEquals(names.size(), new HashSet<>(names).size());
    assertTrue(names.size() >= 22, names::toString);
    assertTrue(names.containsAll(ALWAYS));
    assertTrue(Faults.all().stream().filter(fault -> fault.audit().sees()).count() >= 20);
  }

  @Test
  void theDocumentTellsOfEach() throws IOException {
    String document = Files.readString(Sources.root().resolve("docs/maths/faults.md"));
    for (Fault fault : Faults.all()) {
      String row = "| " + fault.name() + " | `" + shown(fault) + "` | " + eye(fault.audit()) + " |";
      assertTrue(document.contains(row), () -> "docs/maths/faults.md has no row\n" + row);
    }
  }

  private static String shown(Fault fault) {
    String test = fault.test().substring(fault.test().lastIndexOf('.') + 1);
    return test.replace('#', '.').replace("SeededRuleContract", "RuleContract");
  }

  private static String eye(Fault.Audited audit) {
    return audit.sees() ? "yes" : "no: " + audit.blindness();
  }

  @Test
  void someAreFound() throws Exception {
    found(Faults.all().stream().filter(fault -> ALWAYS.contains(fault.name())).toList());
  }

  @Test
  @Tag("nightly")
  void allAreFound() throws Exception {
    found(Faults.all());
  }

  private void found(List<Fault> faults) throws Exception {
    assumeTrue(
        Seeding.testClasses().stream().allMatch(Files::isDirectory),
        "the other modules' tests are compiled by a build of the whole project only");
    Seeding seeding = new Seeding(folder);
    for (Verdict verdict : seeding.unharmed(faults)) {
      assertEquals(new Verdict(verdict.fault(), "", ""), verdict);
    }
    StringBuilder missed = new StringBuilder();
    for (Fault fault : faults) {
      Verdict verdict = seeding.with(fault);
      boolean asserted = verdict.test().contains("AssertionFailedError");
      boolean seen = !verdict.audit().isEmpty() && !verdict.audit().startsWith("threw");
      if (!asserted || seen != fault.audit().sees() || verdict.audit().startsWith("threw")) {
        missed.append(verdict.line()).append('\n');
      }
    }
    assertEquals("", missed.toString());
  }
}
