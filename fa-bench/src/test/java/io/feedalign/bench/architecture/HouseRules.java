package io.feedalign.bench.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The twelve rules, by number and claim. */
final class HouseRules {
  private HouseRules() {}

  static Map<String, ArchRule> of(House house, Set<String> registered) {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    ModuleRules modules = new ModuleRules(house);
    rules.put("1 modules depend as allowed", modules.modulesRespectTheirAllowedDependencies());
    rules.put("1 no cycles among rooms", modules.roomsAreFreeOfCycles());
    rules.put("1 no cycles in the core", modules.coreIsFreeOfCycles());
    rules.put("2 the api needs annotations only", modules.apiDependsOnAnnotationsOnly());
    LibraryRules libraries = new LibraryRules(house);
    rules.put("3 natives stay in backends", libraries.nativesStayInBackends());
    rules.put("4 the container stays at the roots", libraries.containerStaysAtTheRoots());
    rules.put("5 console libraries stay in commands", libraries.consoleLibrariesStayInCommands());
    rules.put("6 rules know no model", libraries.rulesKnowNoModel());
    rules.put("6 rules name no concrete layer", libraries.rulesNameNoConcreteLayer());
    rules.put("6 models know no credit", libraries.modelsKnowNoCredit());
    rules.put("6 the trainer knows no credit", libraries.trainerKnowsNoCredit());
    rules.put("7 plugins are discovered once", libraries.serviceLoaderIsAskedByTheCatalogue());
    CodeRules code = new CodeRules(house);
    rules.put("8 no mutable statics", code.noStaticFieldIsMutable());
    rules.put("8 clocks are read in named places", code.clocksAreReadInNamedPlaces());
    rules.put("8 no dice", code.diceAreNotRolled());
    rules.put("9 reports alone speak to the console", code.standardStreamsStayInReports());
    rules.put("9 no generic exceptions", code.noGenericExceptionIsThrown());
    rules.put("9 the public api is annotated", code.publicApiIsAnnotated());
    rules.put("9 packages are null-marked", code.packagesAreNullMarked());
    PluginRules plugins = new PluginRules(house);
    rules.put("10 providers can be made", plugins.providersCanBeMade());
    rules.put("10 providers are registered", plugins.providersAreRegistered(registered));
    rules.put("11 rules hold final fields only", plugins.rulesHoldFinalFieldsOnly());
    KernelRules kernels = new KernelRules(house);
    rules.put("12 kernels take no blocks", kernels.kernelsTakeNoBlocks());
    rules.put("12 running takes no memory", kernels.runningTakesNoMemory());
    return rules;
  }
}
