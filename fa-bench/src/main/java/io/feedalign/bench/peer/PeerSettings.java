package io.feedalign.bench.peer;

import java.util.List;
import java.util.Map;

/** What a careful user may change without changing what is computed; as text, for a report. */
public interface PeerSettings {
  /** Whether images and weights lie channels last. */
  boolean channelsLast();

  /** The settings that differ from these in one thing. */
  List<PeerSettings> neighbours();

  /** Variables for the environment of a process. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /** A layout's usual name. */
  static String layout(boolean channelsLast) {
    return channelsLast ? "channels last" : "contiguous";
  }
}
