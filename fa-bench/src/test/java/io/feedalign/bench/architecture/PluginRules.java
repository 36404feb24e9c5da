package io.feedalign.bench.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.EdgeRule;
import io.feedalign.spi.Provider;
import java.util.Set;

/** Rules 10 and 11: what plugins look like. */
record PluginRules(House house) {
  private static final DescribedPredicate<JavaClass> PROVIDERS =
      DescribedPredicate.describe(
          "are providers",
          type ->
              type.isAssignableTo(Provider.class)
                  && !type.isInterface()
                  && !type.getModifiers().contains(JavaModifier.ABSTRACT));

  /** 10. A provider can be made by ServiceLoader, and is named for the thing that it makes. */
  ArchRule providersCanBeMade() {
    return classes()
        .that()
        .resideInAPackage(house.root() + "..")
        .and(PROVIDERS)
        .should(
            new ArchCondition<>("be public, nested or final, with a public empty constructor") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean visible = type.getModifiers().contains(JavaModifier.PUBLIC);
                boolean closed =
                    type.isNestedClass() || type.getModifiers().contains(JavaModifier.FINAL);
                boolean made =
                    type.tryGetConstructor()
                        .filter(maker -> maker.getModifiers().contains(JavaModifier.PUBLIC))
                        .isPresent();
                boolean named = !type.getSimpleName().matches(".*(Impl|Manager|Helper|Util)");
                if (!visible || !closed || !made || !named) {
                  events.add(violated(type, type.getName() + " cannot be a provider"));
                }
              }
            });
  }

  /**
   * 10. A provider that nobody registered would never be found.
   *
   * @param registered what ServiceLoader finds, by class name
   */
  ArchRule providersAreRegistered(Set<String> registered) {
    return classes()
        .that()
        .resideInAPackage(house.root() + "..")
        .and(PROVIDERS)
        .should(
            new ArchCondition<>("be registered in META-INF/services") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (!registered.contains(type.getName())) {
                  events.add(violated(type, type.getName() + " is in no META-INF/services file"));
                }
              }
            });
  }

  /** 11. Whatever a rule must remember is a state in the arena. */
  ArchRule rulesHoldFinalFieldsOnly() {
    DescribedPredicate<JavaClass> rules =
        DescribedPredicate.describe(
            "are rules",
            type ->
                !type.isInterface()
                    && (type.isAssignableTo(EdgeRule.class)
                        || type.isAssignableTo(CreditAssignmentRule.class)));
    return classes()
        .that()
        .resideInAPackage(house.root() + "..")
        .and(rules)
        .should()
        .haveOnlyFinalFields();
  }
}
