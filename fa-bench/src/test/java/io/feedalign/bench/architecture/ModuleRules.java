package io.feedalign.bench.architecture;

import static com.tngtech.archunit.library.modules.syntax.AllowedModuleDependencies.allow;
import static com.tngtech.archunit.library.modules.syntax.ModuleDependencyScope.consideringOnlyDependenciesBetweenModules;
import static com.tngtech.archunit.library.modules.syntax.ModuleRuleDefinition.modules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import com.tngtech.archunit.library.modules.ArchModule;
import com.tngtech.archunit.library.modules.syntax.AllowedModuleDependencies;
import com.tngtech.archunit.library.modules.syntax.DescriptorFunction;
import java.util.stream.Stream;

/** Rules 1 and 2: what may depend on what among our own modules. */
record ModuleRules(House house) {
  /** 1. Plugins see the API only; core sees the API; whoever composes sees both. */
  ArchRule modulesRespectTheirAllowedDependencies() {
    AllowedModuleDependencies allowed =
        allow()
            .fromModule("fa-core")
            .toModules("fa-api")
            .fromModule("fa-testkit")
            .toModules("fa-api", "fa-core")
            .fromModule("fa-rules")
            .toModules("fa-api")
            .fromModule("fa-models")
            .toModules("fa-api")
            .fromModule("fa-data")
            .toModules("fa-api")
            .fromModule("fa-backend-cpu")
            .toModules("fa-api")
            .fromModule("fa-backend-cuda")
            .toModules("fa-api")
            .fromModule("fa-cli")
            .toModules("fa-api", "fa-core")
            .fromModule("fa-bench")
            .toModules("fa-api", "fa-core");
    return modules()
        .definedBy(house.moduleOf())
        .derivingModule(
            DescriptorFunction.describe(
                "its name", (module, classes) -> ArchModule.Descriptor.create(module.getPart(1))))
        .should()
        .respectTheirAllowedDependencies(allowed, consideringOnlyDependenciesBetweenModules());
  }

  /**
   * 1. No circle among the packages below the root. The backends' packages lie below the API's
   * {@code backend}, but are rooms of their own.
   */
  ArchRule roomsAreFreeOfCycles() {
    return SlicesRuleDefinition.slices()
        .assignedFrom(rooms(house.root()))
        .should()
        .beFreeOfCycles();
  }

  /** 1. Nor among those of the core. */
  ArchRule coreIsFreeOfCycles() {
    return SlicesRuleDefinition.slices().matching(house.at("core.(*)..")).should().beFreeOfCycles();
  }

  private static SliceAssignment rooms(String root) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(root + ".")) {
          return SliceIdentifier.ignore();
        }
        String[] parts = name.substring(root.length() + 1).split("\\.");
        boolean backend = parts[0].equals("backend") && parts.length > 1;
        return SliceIdentifier.of(backend ? parts[0] + "." + parts[1] : parts[0]);
      }

      @Override
      public String getDescription() {
        return "rooms below " + root;
      }
    };
  }

  /** 2. The API depends on Java and on annotations, so that it can be kept for years. */
  ArchRule apiDependsOnAnnotationsOnly() {
    String[] allowed =
        Stream.concat(
                Stream.of(house.module("fa-api")),
                Stream.of("java..", "org.jspecify.annotations..", "org.apiguardian.api.."))
            .toArray(String[]::new);
    return ArchRuleDefinition.classes()
        .that()
        .resideInAnyPackage(house.module("fa-api"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }
}
