package io.feedalign.bench.scaling;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lines over a common axis, as a picture in SVG. Both axes begin at zero, so that what looks twice
 * as high is twice as much.
 *
 * @param name of the file, without its ending
 */
record LinePlot(String name, Words words, List<Series> series) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 70;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final int RIGHT = 20;
  private static final double TICKS = 5;
  // Okabe and Ito (2008): told apart by the colour-blind as well.
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00");

  LinePlot {
    series = List.copyOf(series);
  }

  /** What stands over the plot and along its axes. */
  record Words(String title, String x, String y) {}

  /** A line, drawn from dot to dot. */
  record Series(String name, List<Dot> dots) {
    Series {
      dots = List.copyOf(dots);
    }
  }

  /** One measurement. */
  record Dot(double x, double y) {}

  String toSvg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n",
            WIDTH, HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    svg.append(text(WIDTH / 2.0, 20, "middle", words.title()));
    svg.append(text(WIDTH / 2.0, HEIGHT - 10, "middle", words.x()));
    svg.append(text(LEFT, TOP - 8, "middle", words.y()));
    yAxis(svg);
    xAxis(svg);
    for (int i = 0; i < series.size(); i++) {
      line(svg, series.get(i), COLOURS.get(i % COLOURS.size()), i);
    }
    return svg.append("</svg>\n").toString();
  }

  private void yAxis(StringBuilder svg) {
    double step = step(largest(false) / TICKS);
    for (double y = 0; y <= largest(false) * (1 + 1e-9); y += step) {
      rule(svg, new Dot(LEFT, down(y)), new Dot(WIDTH - RIGHT, down(y)));
      svg.append(text(LEFT - 6, down(y) + 4, "end", number(y)));
    }
  }

  private void xAxis(StringBuilder svg) {
    series.stream()
        .flatMap(one -> one.dots().stream())
        .mapToDouble(Dot::x)
        .distinct()
        .forEach(
            x -> {
              rule(svg, new Dot(across(x), down(0)), new Dot(across(x), down(0) + 4));
              svg.append(text(across(x), down(0) + 18, "middle", number(x)));
            });
  }

  private void line(StringBuilder svg, Series one, String colour, int place) {
    List<Dot> dots = one.dots().stream().filter(dot -> Double.isFinite(dot.y())).toList();
    String points =
        dots.stream()
            .map(dot -> format("%.1f,%.1f", across(dot.x()), down(dot.y())))
            .collect(Collectors.joining(" "));
    svg.append(
        format(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
            points, colour));
    for (Dot dot : dots) {
      svg.append(
          format(
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
              across(dot.x()), down(dot.y()), colour));
    }
    double y = HEIGHT - BOTTOM - 12.0 - 16 * (series.size() - 1 - place);
    svg.append(
        format(
            "<rect x=\"%d\" y=\"%.1f\" width=\"10\" height=\"10\" fill=\"%s\"/>%n",
            WIDTH - 220, y - 9, colour));
    svg.append(text(WIDTH - 204, y, "start", one.name()));
  }

  private double across(double x) {
    return LEFT + x / (largest(true) * 1.03) * (WIDTH - LEFT - RIGHT);
  }

  private double down(double y) {
    return HEIGHT - BOTTOM - y / (largest(false) * 1.05) * (HEIGHT - TOP - BOTTOM);
  }

  private double largest(boolean across) {
    return series.stream()
        .flatMap(one -> one.dots().stream())
        .mapToDouble(dot -> across ? dot.x() : dot.y())
        .filter(Double::isFinite)
        .max()
        .orElse(1);
  }

  /** 1, 2 or 5 times a power of ten, not less than what is asked for. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double ratio = least / power;
    return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
  }

  private static void rule(StringBuilder svg, Dot from, Dot to) {
    svg.append(
        format(
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ccc\"/>%n",
            from.x(), from.y(), to.x(), to.y()));
  }

  private static String text(double x, double y, String anchor, String words) {
    String escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return format(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escaped);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? format("%,.0f", value) : format("%.3g", value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
