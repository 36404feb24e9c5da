package io.feedalign.bench.micro;

import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** One benchmark's result as a line of text: the median, which whatever else runs moves little. */
final class MicroLine {
  static final String HEADING =
      String.format(
          Locale.ROOT, "%-26s %12s %12s %9s", "benchmark", "median ms", "min ms", "GFLOP/s");

  private static final double HALF = 50;

  private MicroLine() {}

  static String of(RunResult run) {
    BenchmarkParams params = run.getParams();
    Statistics samples = run.getPrimaryResult().getStatistics();
    String name = params.getBenchmark();
    String shortName = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    double median = samples.getPercentile(HALF);
    return String.format(
        Locale.ROOT,
        "%-26s %12.4f %12.4f %9s  %s",
        shortName,
        median,
        samples.getMin(),
        speed(params, median),
        parameters(params));
  }

  private static String speed(BenchmarkParams params, double milliseconds) {
    String layer = params.getParam("layer");
    return layer == null
        ? ""
        : String.format(
            Locale.ROOT, "%.1f", LayerCase.valueOf(layer).operations() / milliseconds / 1e6);
  }

  private static String parameters(BenchmarkParams params) {
    TreeMap<String, String> sorted = new TreeMap<>();
    params.getParamsKeys().forEach(key -> sorted.put(key, params.getParam(key)));
    return sorted.entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
  }
}
