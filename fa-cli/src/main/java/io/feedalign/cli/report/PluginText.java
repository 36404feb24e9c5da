package io.feedalign.cli.report;

import io.feedalign.core.plugin.Catalogue;
import io.feedalign.spi.Provider;
import io.feedalign.spi.Setting;
import java.util.ArrayList;
import java.util.List;

/** Plugins in words: a list of a kind, or everything about one. */
public final class PluginText {

  private PluginText() {}

  /** A heading and a line for each plugin of a kind. */
  public static <P extends Provider<?>> List<String> list(Catalogue<P> catalogue) {
    List<List<String>> rows = new ArrayList<>();
    for (P provider : catalogue.all()) {
      rows.add(
          List.of(
              "  " + provider.name(),
              provider.description(),
              "[" + fileName(catalogue.origin(provider)) + "]"));
    }
    List<String> lines = new ArrayList<>();
    lines.add(catalogue.kind() + "s:");
    lines.addAll(rows.isEmpty() ? List.of("  none") : Columns.words(rows));
    return lines;
  }

  /** Name, source and settings of one plugin; nothing if the kind has none of that name. */
  public static <P extends Provider<?>> List<String> describe(Catalogue<P> catalogue, String name) {
    return catalogue.find(name).map(provider -> described(catalogue, provider)).orElse(List.of());
  }

  private static <P extends Provider<?>> List<String> described(
      Catalogue<P> catalogue, P provider) {
    List<String> lines = new ArrayList<>();
    lines.add(catalogue.kind() + " " + provider.name());
    lines.add("  " + provider.description());
    lines.add("  from " + catalogue.origin(provider));
    List<Setting> settings = provider.settings().entries();
    if (settings.isEmpty()) {
      lines.add("  It has no settings.");
      return lines;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("  setting", "is", "default", "meaning"));
    for (Setting setting : settings) {
      rows.add(
          List.of("  " + setting.key(), kind(setting), fallback(setting), setting.description()));
    }
    lines.addAll(Columns.words(rows));
    return lines;
  }

  private static String kind(Setting setting) {
    switch (setting.kind()) {
      case WHOLE:
        return "whole number" + range(setting.allowed());
      case REAL:
        return "number" + range(setting.allowed());
      case FLAG:
        return "true | false";
      case CHOICE:
        return String.join(" | ", setting.allowed().choices());
      case TEXT:
        return "text";
      case WHOLES:
        return "list of whole numbers" + range(setting.allowed());
      case REALS:
        return "list of numbers" + range(setting.allowed());
      case TREE:
        return "anything";
    }
    throw new AssertionError(setting.kind());
  }

  private static String range(Setting.Allowed allowed) {
    String from = Double.isFinite(allowed.low()) ? ", from " + number(allowed.low()) : "";
    String to = Double.isFinite(allowed.high()) ? ", to " + number(allowed.high()) : "";
    return from + to;
  }

  private static String fallback(Setting setting) {
    Object fallback = setting.fallback();
    return fallback == null ? "required" : fallback.equals("") ? "none" : fallback.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String fileName(String origin) {
    String trimmed = origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }
}
