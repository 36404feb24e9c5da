package io.feedalign.bench.scaling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures networks of growing batch, depth and threads, each in a process of its own.
 *
 * @param models from the shallowest to the deepest; batches and threads grow with the first
 * @param common what is the same in all of it
 */
public record Scaling(
    List<String> models,
    List<String> rules,
    List<Integer> batches,
    List<Integer> threads,
    Common common) {
  /** Copies the lists. */
  public Scaling {
    models = List.copyOf(models);
    rules = List.copyOf(rules);
    batches = List.copyOf(batches);
    threads = List.copyOf(threads);
  }

  /**
   * What is the same in all measurements where it does not grow.
   *
   * @param steps timed for each
   */
  public record Common(int batch, String precision, int steps, String main) {}

  /** Measures everything; tells what is being measured. */
  public ScalingReport run(Consumer<String> told) {
    List<Point> points = new ArrayList<>();
    int all = threads.get(threads.size() - 1);
    for (String rule : rules) {
      for (int batch : batches) {
        points.add(time("batch", what(models.get(0), rule, batch, all), told));
      }
      for (int count : threads) {
        points.add(time("threads", what(models.get(0), rule, common.batch(), count), told));
      }
      for (String model : models) {
        points.add(depth(what(model, rule, common.batch(), all), told));
      }
    }
    return new ScalingReport(this, points);
  }

  private Point.Case what(String model, String rule, int batch, int count) {
    return new Point.Case(model, rule, batch, count, common.precision());
  }

  private Point time(String varied, Point.Case what, Consumer<String> told) {
    return new Point(varied, what, child("step", what, common.steps(), told));
  }

  private Point depth(Point.Case what, Consumer<String> told) {
    Map<String, Double> numbers = new HashMap<>(child("memory", what, 3, told));
    numbers.putAll(child("step", what, common.steps(), told));
    return new Point("depth", what, numbers);
  }

  private Map<String, Double> child(
      String command, Point.Case what, int steps, Consumer<String> told) {
    List<String> arguments = new ArrayList<>(List.of(command, "--json"));
    arguments.add("--model=" + what.model());
    arguments.add("--rule=" + what.rule());
    arguments.add("--batch=" + what.batch());
    arguments.add("--precision=" + what.precision());
    arguments.add("--backend=onednn:threads=" + what.threads());
    arguments.add("--steps=" + steps);
    if (command.equals("step")) {
      arguments.add("--warmup=" + Math.max(3, steps / 3));
    }
    told.accept(String.join(" ", arguments));
    return new ChildBench(common.main()).run(arguments);
  }
}
