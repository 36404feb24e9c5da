package io.feedalign.rules.formula;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Formula;
import io.feedalign.nn.Network;
import io.feedalign.optim.Constraint;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Rules;
import io.feedalign.spi.ConstraintProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule's step is what its formula says, edge by edge, under all choices of its settings. */
class EveryFormulaTest {
  static Stream<Rules.Named> rules() {
    return Choices.all().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyStepIsTheFormulas(Rules.Named rule) {
    nets(rule).forEach((name, net) -> check(rule.make(), net, Constraint.none()));
  }

  /** What goes forwards, be it signals or echoes, is refused where ways join. */
  private static Map<String, Network> nets(Rules.Named rule) {
    boolean forwards =
        rule.name().equals("ifa") || "through-activation".equals(rule.settings().get("echo"));
    return forwards ? Case.lines() : Case.nets();
  }

  static Stream<Arguments> constrained() {
    List<Map<String, String>> modes =
        List.of(Map.of("mode", "synapse"), Map.of("mode", "dale", "balance", "80/20"));
    return Rules.pulling().stream()
        .flatMap(
            rule ->
                Stream.concat(
                    Stream.of(Arguments.of(rule, "const", Map.of())),
                    modes.stream().map(mode -> Arguments.of(rule, "ei", mode))));
  }

  @ParameterizedTest
  @MethodSource
  void constrained(Rules.Named rule, String name, Map<String, String> settings) {
    ConstraintProvider provider = Plugins.discover().constraints().get(name);
    Constraint constraint = provider.create(provider.settings().settings(settings));
    check(rule.make(), Nets.CONVOLUTIONAL.network(Nets.GAUSSIAN), constraint);
  }

  private static void check(CreditAssignmentRule rule, Network net, Constraint constraint) {
    Formula formula = rule.formula().orElseThrow();
    int claims = new Case(rule, formula, net).check(compiler -> compiler.constraint(constraint));
    assertTrue(claims >= 5 * Case.STEPS, "only " + claims + " claims were held");
  }

  /** A formula that is wrong in one thing. */
  @ParameterizedTest
  @CsvSource({
    "bp, , fa, ",
    "fa, , bp, ",
    "fa, , frsf, ",
    "frsf, , fa, ",
    "brsf, , usf, ",
    "fa, last_layer=bp, fa, ",
    "usf, magnitude=sn, usf, magnitude=sn granularity=out-channel",
    "usf, magnitude=sn, usf, magnitude=init reading=frozen-norm",
    "usf, magnitude=init reading=initial-weights, bp, ",
    "usf, magnitude=xiao, usf, magnitude=xavier",
    "usf, , signed-init, ",
    "kp, , fa, ",
    "kp, , wm, ",
    "wm, , kp, ",
    "pfa, , kp, ",
    "dfa, , sdfa, ",
    "dfa, , drtp, ",
    "dfa, tap=block, dfa, ",
    "dfa, skips=keep, dfa, ",
    "dfa, last_layer=bp, dfa, ",
    "dfa, projection=channel, dfa, projection=shared",
    "densefa, , densefa, reach=next",
    "densefa, , densefa, reach=output",
    "densefa, skips=keep, densefa, ",
  })
  void aStepIsNotAnotherRulesFormula(String name, String settings, String other, String others) {
    CreditAssignmentRule rule = Rules.make(name, settings(settings));
    Formula formula = Rules.make(other, settings(others)).formula().orElseThrow();
    Case wrong = new Case(rule, formula, Branched.network());
    Throwable told = assertThrows(Throwable.class, () -> wrong.check(compiler -> compiler));
    assertTrue(
        told instanceof AssertionError || told instanceof NullPointerException, () -> "" + told);
  }

  private static Map<String, String> settings(String given) {
    Map<String, String> settings = new java.util.HashMap<>();
    for (String setting : given == null ? new String[0] : given.split(" ")) {
      settings.put(setting.split("=")[0], setting.split("=")[1]);
    }
    return settings;
  }

  @Test
  void everyRuleIsThere() {
    long names = Choices.all().stream().map(Rules.Named::name).distinct().count();
    assertTrue(names == Plugins.discover().rules().all().size() && names >= 15, "" + names);
  }
}
