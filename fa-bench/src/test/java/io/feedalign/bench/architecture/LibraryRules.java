package io.feedalign.bench.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.feedalign.nn.Layer;
import java.util.List;

/** Rules 3 to 7: where a library, or a part of ourselves, may be known. */
record LibraryRules(House house) {
  private static final String[] NATIVES = {"org.nd4j..", "org.bytedeco.."};
  private static final String[] CONTAINER = {"com.google.inject..", "jakarta.inject.."};
  private static final String[] CONSOLE = {"tools.jackson..", "com.fasterxml..", "picocli.."};

  /** 3. Native libraries are called by backends, one decoder of fa-data, and what measures them. */
  ArchRule nativesStayInBackends() {
    return onlyIn(
        NATIVES,
        List.of(
            "backend.cpu..",
            "backend.onednn..",
            "backend.nd4j..",
            "backend.cuda..",
            "datasets.image.turbo..",
            "bench.floor..",
            "bench.peer.."));
  }

  /** 4. The container is known where programs are put together. */
  ArchRule containerStaysAtTheRoots() {
    return onlyIn(CONTAINER, List.of("cli.wiring..", "bench"));
  }

  /** 5. Command lines and configuration files are the business of the commands. */
  ArchRule consoleLibrariesStayInCommands() {
    return onlyIn(CONSOLE, List.of("cli..", "bench"));
  }

  private ArchRule onlyIn(String[] library, List<String> rooms) {
    return noClasses()
        .that()
        .resideInAPackage(house.root() + "..")
        .and()
        .resideOutsideOfPackages(house.belowAnd(rooms))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library);
  }

  /** 6. A rule sees edges, never a model. */
  ArchRule rulesKnowNoModel() {
    return noClasses()
        .that()
        .resideInAPackage(house.at("rules.."))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(house.at("models.."));
  }

  /** 6. Nor does it name a layer of any kind. */
  ArchRule rulesNameNoConcreteLayer() {
    DescribedPredicate<JavaClass> concrete =
        DescribedPredicate.describe(
            "are concrete layers", type -> type.isAssignableTo(Layer.class) && !type.isInterface());
    return noClasses()
        .that()
        .resideInAPackage(house.at("rules.."))
        .should()
        .dependOnClassesThat(concrete);
  }

  /** 6. A model is a function of input and classes: it never sees how it is taught. */
  ArchRule modelsKnowNoCredit() {
    return noClasses()
        .that()
        .resideInAPackage(house.at("models.."))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(house.at("credit.."));
  }

  /** 6. The trainer runs whatever is due: it knows no rule. */
  ArchRule trainerKnowsNoCredit() {
    return noClasses()
        .that()
        .resideInAPackage(house.at("core.run.."))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(house.at("credit.."));
  }

  /** 7. Plugins are discovered in one place. */
  ArchRule serviceLoaderIsAskedByTheCatalogue() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(house.at("core.plugin.."))
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.ServiceLoader(\\$.*)?");
  }
}
