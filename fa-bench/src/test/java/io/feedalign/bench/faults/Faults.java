package io.feedalign.bench.faults;

import java.util.List;
import java.util.stream.Stream;

/** All of them. */
final class Faults {
  private Faults() {}

  static List<Fault> all() {
    return Stream.of(
            SignFaults.all(),
            FeedbackFaults.all(),
            LearnedFaults.all(),
            DirectFaults.all(),
            ConstraintFaults.all(),
            UpdateFaults.all(),
            CoreFaults.all())
        .flatMap(List::stream)
        .toList();
  }

  static Fault named(String name) {
    return all().stream().filter(fault -> fault.name().equals(name)).findFirst().orElseThrow();
  }
}
