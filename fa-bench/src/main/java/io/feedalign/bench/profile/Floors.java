package io.feedalign.bench.profile;

import io.feedalign.bench.floor.FloorMeter;
import io.feedalign.bench.floor.OpFloor;
import java.util.List;

/** A profile beside what oneDNN alone, and the memory's bandwidth, would allow here. */
public final class Floors {
  private Floors() {}

  /** The same profiles with the floor of each unit and of each step. */
  public static List<Profile> under(List<Profile> profiles) {
    try (FloorMeter meter = new FloorMeter()) {
      return profiles.stream().map(profile -> under(profile, meter)).toList();
    }
  }

  private static Profile under(Profile profile, FloorMeter meter) {
    List<Timed> units =
        profile.units().stream()
            .map(it -> new Timed(it.unit(), it.milliseconds(), 1e3 * seconds(it.unit(), meter)))
            .toList();
    return new Profile(
        profile.title(),
        profile.program(),
        units,
        profile.ends(),
        new Profile.Steps(profile.steps(), 1e3 * meter.of(profile.program()).seconds()));
  }

  /** Its products as oneDNN alone does them, or its bytes in one pass, if that takes longer. */
  private static double seconds(Unit unit, FloorMeter meter) {
    double products =
        unit.steps().stream()
            .map(meter::of)
            .filter(floor -> floor.flops() > 0)
            .mapToDouble(OpFloor::seconds)
            .sum();
    boolean product = unit.steps().size() == 1 && products > 0;
    return product ? products : Math.max(products, unit.bytes() / meter.bytesPerSecond());
  }
}
