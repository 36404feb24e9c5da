package io.feedalign.bench.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;

/** Rules 8 and 9: habits of the code itself. */
record CodeRules(House house) {
  private static final Pattern MUTABLE =
      Pattern.compile(
          "java\\.lang\\.(ThreadLocal|StringBuilder|StringBuffer)"
              + "|java\\.util\\.concurrent\\..*"
              + "|java\\.util\\.(Array(List|Deque)|LinkedList|Vector|(Linked|Weak|Tree|Identity|Enum)?"
              + "Hash(Map|Set|table)|TreeMap|TreeSet|EnumMap|PriorityQueue)");
  // A clock that was handed in is another matter: then somebody else decides what time it is.
  private static final Pattern CLOCK =
      Pattern.compile(
          "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)\\(\\)"
              + "|java\\.time\\.\\w+\\.now\\((java\\.time\\.ZoneId)?\\)"
              + "|java\\.time\\.Clock\\.(system|tick)\\w*\\(.*\\)");
  private static final Pattern DICE =
      Pattern.compile(
          "java\\.lang\\.Math\\.random\\(\\)"
              + "|java\\.util\\.(UUID\\.randomUUID|Collections\\.shuffle)\\(.*\\)"
              + "|java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)\\..*"
              + "|java\\.security\\.SecureRandom\\..*");
  private static final Pattern STREAMS =
      Pattern.compile("java\\.lang\\.System\\.(out|err)|.*\\.printStackTrace\\(\\)");
  private static final Pattern GENERIC =
      Pattern.compile(
          "java\\.lang\\.(Throwable|Exception|RuntimeException|Error)\\.<init>\\(.*\\)");

  /** 8. Nothing is kept in statics: two runs in one process must not meet. */
  ArchRule noStaticFieldIsMutable() {
    return fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(house.root() + "..")
        .and()
        .areStatic()
        .should(
            new ArchCondition<>("be final and of an immutable type") {
              @Override
              public void check(JavaField field, ConditionEvents events) {
                boolean constant = field.getModifiers().contains(JavaModifier.FINAL);
                if (!constant || MUTABLE.matcher(field.getRawType().getName()).matches()) {
                  events.add(violated(field, field.getFullName() + " is mutable and static"));
                }
              }
            });
  }

  /** 8. The time is read in named places only. */
  ArchRule clocksAreReadInNamedPlaces() {
    return accessOnly(
        CLOCK,
        List.of(
            "core.run.Stopwatch",
            "cli.wiring.*",
            "bench.floor.LeastTime",
            "bench.macro.TurnTaking",
            "bench.macro.ProbeBenchmark",
            "bench.peer.PeerMain",
            "bench.peer.PeerRounds",
            "bench.profile.Recorder"));
  }

  /** 8. Random numbers are named by Philox, never drawn from a generator. */
  ArchRule diceAreNotRolled() {
    return accessOnly(DICE, List.of());
  }

  /** 9. Only reports and benchmarks speak to the console. */
  ArchRule standardStreamsStayInReports() {
    return accessOnly(STREAMS, List.of("cli.report.*", "bench.Output"));
  }

  /** 9. Whoever throws says who has to act. */
  ArchRule noGenericExceptionIsThrown() {
    return accessOnly(GENERIC, List.of());
  }

  private ArchRule accessOnly(Pattern target, List<String> places) {
    Predicate<String> allowed =
        places.stream()
            .map(
                place ->
                    Pattern.compile(Pattern.quote(house.at(place.replace(".*", ""))) + "[.$].*"))
            .map(Pattern::asMatchPredicate)
            .reduce(name -> false, Predicate::or);
    return classes()
        .that()
        .resideInAPackage(house.root() + "..")
        .should(
            new ArchCondition<>("access " + target + " only in " + places) {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                  boolean hit = target.matcher(access.getTarget().getFullName()).matches();
                  if (hit && !allowed.test(type.getName() + ".") && !superCall(access)) {
                    events.add(violated(access, access.getDescription()));
                  }
                }
              }
            });
  }

  /** The constructor of an exception calls its parent's: that throws nothing. */
  private static boolean superCall(JavaAccess<?> access) {
    boolean constructor = access.getName().equals("<init>");
    return constructor
        && access.getOrigin().getName().equals("<init>")
        && access.getOriginOwner().isAssignableTo(access.getTargetOwner().getName());
  }

  /** 9. Every public type of the API says how stable it is. */
  ArchRule publicApiIsAnnotated() {
    return classes()
        .that()
        .resideInAnyPackage(house.module("fa-api"))
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should()
        .beAnnotatedWith(API.class);
  }

  /** 9. Every package says that nothing in it is null unless marked. */
  ArchRule packagesAreNullMarked() {
    DescribedPredicate<JavaClass> ours =
        DescribedPredicate.describe(
            "are ours",
            type ->
                house.modules().values().stream()
                    .flatMap(patterns -> Arrays.stream(patterns.toArray(String[]::new)))
                    .anyMatch(
                        pattern -> JavaClass.Predicates.resideInAPackage(pattern).test(type)));
    return classes()
        .that(ours)
        .should(
            new ArchCondition<>("be in a @NullMarked package") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                  events.add(violated(type, type.getPackageName() + " is not @NullMarked"));
                }
              }
            });
  }
}
