package io.feedalign.bench.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rule 12: kernels are given their memory when they are bound, and take none as they run. */
record KernelRules(House house) {
  private static final Pattern ALLOCATOR =
      Pattern.compile(
          "io\\.feedalign\\.backend\\.Backend\\.allocate"
              + "|.*\\.OffHeapArena\\.allocate"
              + "|java\\.nio\\.\\w+Buffer\\.allocate(Direct)?"
              + "|org\\.bytedeco\\.javacpp\\.\\w*Pointer\\.([mc]alloc|allocate\\w*)"
              + "|org\\.nd4j\\.linalg\\.factory\\.Nd4j\\.\\w+");

  /** 12. Nothing in a package of kernels takes a block of memory, be it at bind. */
  ArchRule kernelsTakeNoBlocks() {
    return noClasses()
        .that()
        .resideInAPackage(house.at("backend..kernel.."))
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe("an allocator", (JavaAccess<?> it) -> allocates(it)));
  }

  /** 12. Nothing that a running kernel reaches in our code takes memory. */
  ArchRule runningTakesNoMemory() {
    return classes()
        .that()
        .resideInAPackage(house.at("backend.*.."))
        .should(
            new ArchCondition<>("take no memory while kernels run") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                Set<JavaCodeUnit> seen = new HashSet<>();
                type.getCodeUnits().stream()
                    .flatMap(unit -> running(unit))
                    .forEach(access -> follow(access, seen, events));
              }
            });
  }

  /** What happens in a kernel's run, written as a method or as a lambda that is a kernel. */
  private Stream<JavaAccess<?>> running(JavaCodeUnit unit) {
    String kernel = house.at("backend.cpu.Kernel");
    Stream<JavaAccess<?>> all = unit.getAccessesFromSelf().stream().map(it -> (JavaAccess<?>) it);
    if (unit.getName().equals("run") && unit.getOwner().isAssignableTo(kernel)) {
      return all;
    }
    boolean makesKernel = unit.getRawReturnType().getName().equals(kernel);
    return makesKernel ? all.filter(JavaAccess::isDeclaredInLambda) : Stream.empty();
  }

  private void follow(JavaAccess<?> access, Set<JavaCodeUnit> seen, ConditionEvents events) {
    if (allocates(access)) {
      events.add(violated(access, access.getDescription()));
    }
    if (access instanceof JavaCodeUnitAccess<?> call) {
      call.getTarget()
          .resolveMember()
          .filter(unit -> unit.getOwner().getPackageName().startsWith(house.at("backend")))
          .filter(seen::add)
          .ifPresent(
              unit -> unit.getAccessesFromSelf().forEach(next -> follow(next, seen, events)));
    }
  }

  private static boolean allocates(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    String name = target.getOwner().getName() + "." + target.getName();
    return ALLOCATOR.matcher(name).matches()
        || (name.matches("org\\.bytedeco\\.javacpp\\.\\w*Pointer\\.<init>") && bySize(target));
  }

  /** A pointer that is made of a size or of elements, rather than of another pointer. */
  private static boolean bySize(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget constructor
        && constructor.getRawParameterTypes().stream()
            .anyMatch(type -> type.getName().equals("long") || type.isArray());
  }
}
