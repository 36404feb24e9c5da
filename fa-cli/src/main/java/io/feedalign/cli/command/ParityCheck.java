package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.config.Overrides;
import io.feedalign.cli.config.Recipes;
import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.ParityTable;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.parity.InstructionParity;
import io.feedalign.core.parity.LearningParity;
import io.feedalign.error.FaException;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.RuleProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two backends on the same instructions and the same first steps of every rule. */
final class ParityCheck {
  private static final int STEPS = 3;

  private final Workshop workshop;
  private final Console console;
  private boolean alike = true;

  ParityCheck(Workshop workshop, Console console) {
    this.workshop = workshop;
    this.console = console;
  }

  /**
   * How far results may lie apart, relative to the largest number among them.
   *
   * @param instruction of one instruction: rounding, in another order
   * @param learning after a few steps, in which rounding grows
   */
  private record Allowance(double instruction, LearningParity.Allowed learning) {
    static Allowance in(String precision) {
      boolean single = precision.equals("f32");
      return new Allowance(
          single ? 1e-4 : 2e-2, new LearningParity.Allowed(STEPS, single ? 1e-3 : 1e-1));
    }
  }

  /** Says what differs; whether nothing does. */
  boolean run(String asked, String against, String precision) {
    Allowance allowance = Allowance.in(precision);
    try (Backend first = open(asked.isEmpty() ? available(0) : asked);
        Backend second = open(against.isEmpty() ? other(first.name()) : against)) {
      console.say("parity in " + precision + " of");
      console.say("  " + first.name() + ": " + first.description());
      console.say("  " + second.name() + ": " + second.description());
      InstructionParity instructions = new InstructionParity(first, second);
      LearningParity learning = new LearningParity(first, second, allowance.learning());
      for (ConfigTree tree : new Recipes(workshop.reader()).parity()) {
        Experiment experiment = workshop.assembler().assemble(withEveryRule(tree, precision));
        List<LearningParity.Row> rows = learning.compare(experiment, instructions::add);
        say(
            STEPS + " learning steps of " + experiment.name() + ", difference at most",
            allowance.learning.difference(),
            ParityTable.rules(rows, allowance.learning.difference()));
      }
      List<InstructionParity.Row> rows = instructions.compare();
      say(
          "their instructions, each by itself on the same numbers, difference at most",
          allowance.instruction,
          ParityTable.operations(rows, allowance.instruction));
    }
    return alike;
  }

  private void say(String heading, double allowed, List<String> table) {
    console.say("");
    console.say(heading + " " + allowed + ":");
    table.forEach(line -> console.say("  " + line));
    alike &= table.stream().noneMatch(line -> line.contains(ParityTable.DIFFERS));
  }

  private ConfigTree withEveryRule(ConfigTree tree, String precision) {
    List<Map<String, Object>> rules = new ArrayList<>();
    for (RuleProvider provider : workshop.plugins().rules().all()) {
      rules.add(Map.of("label", provider.name(), "name", provider.name()));
    }
    Map<String, Object> values = new LinkedHashMap<>(tree.values());
    values.put("rules", rules);
    return Overrides.set(ConfigTree.of(values), "precision", precision, "--precision " + precision);
  }

  private Backend open(String name) {
    BackendProvider provider = workshop.plugins().backends().get(name);
    return provider.create(provider.settings().defaults());
  }

  private String other(String taken) {
    String best = available(0);
    return best.equals(taken) ? available(1) : best;
  }

  private String available(int place) {
    List<String> names =
        workshop.plugins().backends().all().stream()
            .filter(provider -> provider.rank() >= 0)
            .filter(provider -> provider.availability() instanceof Availability.Available)
            .sorted(Comparator.comparingInt(provider -> -provider.rank()))
            .map(BackendProvider::name)
            .toList();
    if (names.size() <= place) {
      throw FaException.user(
          "Parity needs two backends that can run here, and there are "
              + names
              + ". fa doctor says what the others miss.");
    }
    return names.get(place);
  }
}
