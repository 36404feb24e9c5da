package io.feedalign.bench.architecture;

import com.tngtech.archunit.base.DescribedFunction;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.modules.ArchModule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which packages make which module, below a root package: that of the product, or that of the
 * fixtures which are wrong on purpose.
 */
record House(String root) {
  /** The product. */
  static final House REAL = new House("io.feedalign");

  /** Its caricature: at least one class that breaks each rule. */
  static final House WRONG = new House("io.feedalign.bench.archfixture");

  /** Package patterns by module, in ArchUnit's notation. */
  Map<String, List<String>> modules() {
    Map<String, List<String>> modules = new LinkedHashMap<>();
    modules.put(
        "fa-api",
        below("tensor", "ir", "nn", "credit", "optim", "backend", "data", "train", "spi", "error"));
    modules.put("fa-core", below("core.."));
    modules.put("fa-testkit", below("testkit.."));
    modules.put("fa-rules", below("rules.."));
    modules.put("fa-models", below("models.."));
    modules.put("fa-data", below("datasets.."));
    modules.put("fa-backend-cpu", below("backend.cpu..", "backend.onednn..", "backend.nd4j.."));
    modules.put("fa-backend-cuda", below("backend.cuda.."));
    modules.put("fa-cli", below("cli.."));
    modules.put(
        "fa-bench",
        below(
            "bench",
            "bench.check..",
            "bench.floor..",
            "bench.macro..",
            "bench.micro..",
            "bench.peer..",
            "bench.profile..",
            "bench.scaling..",
            "bench.start.."));
    return modules;
  }

  /** The package patterns of one module. */
  String[] module(String name) {
    return modules().getOrDefault(name, List.of()).toArray(String[]::new);
  }

  /** Package patterns below the root. */
  List<String> below(String... packages) {
    return Arrays.stream(packages).map(name -> root + "." + name).toList();
  }

  /** One package pattern or class name below the root. */
  String at(String name) {
    return root + "." + name;
  }

  /** Package patterns below the root, and others as they are. */
  String[] belowAnd(List<String> packages, String... others) {
    return Stream.concat(packages.stream().map(this::at), Arrays.stream(others))
        .toArray(String[]::new);
  }

  /** The module that a class belongs to, if any. */
  DescribedFunction<JavaClass, ArchModule.Identifier> moduleOf() {
    return DescribedFunction.describe(
        "module",
        type ->
            modules().keySet().stream()
                .filter(
                    module -> JavaClass.Predicates.resideInAnyPackage(module(module)).test(type))
                .findFirst()
                .map(ArchModule.Identifier::from)
                .orElseGet(ArchModule.Identifier::ignore));
  }
}
