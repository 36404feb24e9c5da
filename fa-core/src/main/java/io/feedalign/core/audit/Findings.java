package io.feedalign.core.audit;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What is found while steps are audited: the first failure of each kind at each place counts. */
final class Findings {
  /** Columns of a row that are filled step by step. */
  enum Column {
    SIGNAL,
    CREDIT,
    GRADIENT,
    UPDATE
  }

  private static final String FORMULA = "formula";

  private final Map<String, String> failures = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private final Map<String, Map<Column, Double>> worst = new HashMap<>();
  private final Map<String, double[]> besideExact = new HashMap<>();

  /** A failure, unless that kind of thing was found there before. */
  void fail(String kind, String place, String sentence) {
    failures.putIfAbsent(kind + "/" + place, sentence);
  }

  /** Numbers of a formula; if it cannot give them, that is a failure, and they are zeros. */
  double[] computed(String place, int size, Supplier<double[]> formula) {
    try {
      return Claims.numbers(place, size, formula);
    } catch (FaException failure) {
      if (failure.kind() != ErrorKind.PLUGIN) {
        throw failure;
      }
      fail(FORMULA, place, "'" + place + "': " + failure.getMessage());
      return new double[size];
    }
  }

  /** Whether the formula gave what it should there. */
  boolean computable(String place) {
    return !failures.containsKey(FORMULA + "/" + place);
  }

  void remark(String sentence) {
    if (!remarks.contains(sentence)) {
      remarks.add(sentence);
    }
  }

  /** Notes a residual; whatever is not a number stays the worst. */
  void residual(String row, Column column, double residual) {
    worst
        .computeIfAbsent(row, r -> new HashMap<>())
        .merge(column, residual, (a, b) -> b > a || Double.isNaN(b) ? b : a);
  }

  double worst(String row, Column column) {
    return worst.getOrDefault(row, Map.of()).getOrDefault(column, Double.NaN);
  }

  /** Notes what the first step had beside calculus. */
  void besideExact(String row, double[] found, double[] exact) {
    double ratio = Norms.of(found) / Math.max(Norms.of(exact), Norms.NOTHING);
    besideExact.putIfAbsent(row, new double[] {Norms.cosine(found, exact), ratio});
  }

  double[] besideExact(String row) {
    return besideExact.getOrDefault(row, new double[] {Double.NaN, Double.NaN});
  }

  List<String> failures() {
    return List.copyOf(failures.values());
  }

  List<String> remarks() {
    return List.copyOf(remarks);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.2g", value);
  }
}
