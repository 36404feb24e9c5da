package io.feedalign.bench.architecture;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.modules.ArchModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The house rules, checked over the classes of every module. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final House HOUSE = House.REAL;

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("jmh_generated"))
          .importPackages(HOUSE.root());

  /** Rules that look at nothing are kept by anything. */
  @Test
  void everyModuleWasImported() {
    Map<String, Integer> atLeast = new LinkedHashMap<>();
    atLeast.put("fa-api", 100);
    atLeast.put("fa-core", 60);
    atLeast.put("fa-testkit", 40);
    atLeast.put("fa-rules", 25);
    atLeast.put("fa-models", 30);
    atLeast.put("fa-data", 25);
    atLeast.put("fa-backend-cpu", 70);
    atLeast.put("fa-backend-cuda", 2);
    atLeast.put("fa-cli", 40);
    atLeast.put("fa-bench", 20);
    assertEquals(HOUSE.modules().keySet(), atLeast.keySet());
    assertAll(
        atLeast.entrySet().stream()
            .map(
                module ->
                    () -> {
                      long found = classesOf(module.getKey()).count();
                      assertTrue(
                          found > module.getValue(),
                          module.getKey() + ": only " + found + " classes");
                    }));
  }

  @Test
  void everyClassBelongsToTheModuleThatItCameFrom() {
    assertEquals(
        List.of(),
        classes.stream()
            .filter(type -> !sourceOf(type).matches(".*/" + moduleOf(type) + "(-\\d|/).*"))
            .map(type -> type.getName() + " of '" + moduleOf(type) + "' is in " + sourceOf(type))
            .toList());
  }

  @TestFactory
  Stream<DynamicTest> theHouseKeepsItsRules() {
    return HouseRules.of(HOUSE, Registered.byServiceLoader()).entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(classes)));
  }

  private Stream<JavaClass> classesOf(String module) {
    return classes.stream().filter(type -> moduleOf(type).equals(module));
  }

  private static String sourceOf(JavaClass type) {
    return type.getSource().orElseThrow().getUri().toString();
  }

  private static String moduleOf(JavaClass type) {
    ArchModule.Identifier module = HOUSE.moduleOf().apply(type);
    return module.getNumberOfParts() == 0 ? "none" : module.getPart(1);
  }
}
