package io.feedalign.bench.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One start, as a JVM tells by the classes that it loads.
 *
 * @param seconds from the start of the JVM to each milestone
 * @param classes loaded until the last one
 */
record Start(Map<Milestone, Double> seconds, int classes) {
  /** How a JVM is to tell: with the milliseconds since it started. */
  static final String TOLD = "-Xlog:class+load:stdout:um";

  private static final Pattern LOADED = Pattern.compile("\\[(\\d+)ms] (\\S+) source:.*");

  Start {
    seconds = new EnumMap<>(seconds);
  }

  /** Reads what a JVM says until the last milestone, if it comes. */
  static Optional<Start> read(BufferedReader said) throws IOException {
    Map<Milestone, Double> seconds = new EnumMap<>(Milestone.class);
    int classes = 0;
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher loaded = LOADED.matcher(line);
      if (loaded.matches()) {
        classes++;
        for (Milestone milestone : Milestone.values()) {
          if (milestone.type().equals(loaded.group(2))) {
            seconds.put(milestone, Long.parseLong(loaded.group(1)) / 1000.0);
          }
        }
        if (seconds.containsKey(Milestone.STEP)) {
          return Optional.of(new Start(seconds, classes));
        }
      }
    }
    return Optional.empty();
  }

  /** Seconds to the end of the first learning step. */
  double total() {
    return Objects.requireNonNull(seconds.get(Milestone.STEP));
  }

  /** Seconds from the milestone before, if both were passed. */
  double part(Milestone milestone) {
    double before = 0;
    for (Milestone earlier : Milestone.values()) {
      if (earlier == milestone) {
        break;
      }
      before = Math.max(before, seconds.getOrDefault(earlier, 0.0));
    }
    return Math.max(0, seconds.getOrDefault(milestone, before) - before);
  }
}
