package io.feedalign.rules.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.credit.Formula;
import io.feedalign.rules.lab.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule has a formula, and no arithmetic in common with it. */
class FormulasStandApartTest {
  private static final Path RULES = Path.of("src/main/java/io/feedalign/rules");
  private static final String PACKAGE = "io.feedalign.rules.formula";

  static Stream<Rules.Named> rules() {
    return Choices.all().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleDeclaresAFormulaWhateverItsSettings(Rules.Named rule) {
    assertTrue(rule.make().formula().isPresent());
  }

  @Test
  void formulasKnowNoRule() {
    List<String> wrong =
        sources(RULES.resolve("formula"))
            .flatMap(file -> imports(file).filter(line -> line.contains("io.feedalign.rules")))
            .toList();
    assertEquals(List.of(), wrong);
    assertTrue(sources(RULES.resolve("formula")).count() > 10);
  }

  @Test
  void formulasEmitNothingButDraws() {
    List<String> emitting =
        sources(RULES.resolve("formula"))
            .filter(file -> text(file).contains("emit."))
            .map(file -> file.getFileName().toString())
            .toList();
    assertEquals(List.of("MirrorFormula.java"), emitting, "the noise of the mirror is drawn");
  }

  /** So rules can take nothing from here but whole formulas, which emit nothing. */
  @Test
  void allThatRulesCanTakeFromHereIsFormulas() throws ClassNotFoundException {
    for (Path file : sources(RULES.resolve("formula")).toList()) {
      Class<?> type = Class.forName(PACKAGE + "." + simpleName(file));
      if (Modifier.isPublic(type.getModifiers()) && !Formula.class.isAssignableFrom(type)) {
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .forEach(FormulasStandApartTest::assertGivesAFormula);
      }
    }
  }

  private static void assertGivesAFormula(Method method) {
    assertEquals(Formula.class, method.getReturnType(), method::toString);
  }

  private static String simpleName(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static Stream<String> imports(Path file) {
    return text(file).lines().filter(line -> line.startsWith("import "));
  }

  private static Stream<Path> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
