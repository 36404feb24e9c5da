package io.feedalign.backend.cuda.nvidia;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Which algorithm was chosen for which job, in memory and in a folder. Two algorithms round
 * differently; a process that goes on with another's run must therefore take the same ones,
 * whatever a stopwatch would say today.
 */
final class AlgorithmChoices {
  private final CacheFolder folder;
  private final Map<String, String> known = new HashMap<>();

  /** Choices kept in a folder, one small file each. */
  AlgorithmChoices(CacheFolder folder) {
    this.folder = folder;
  }

  /**
   * What was chosen, if anything was.
   *
   * @param key everything that decides: device, library, job, mathematics; one line
   */
  Optional<String> find(String key) {
    String held = known.get(key);
    return held != null ? Optional.of(held) : read(key);
  }

  /**
   * Keeps a choice, unless another process was first.
   *
   * @return the choice that holds from now on
   */
  String keep(String key, String choice) {
    if (read(key).isEmpty()) {
      replace(key, choice);
    }
    String held = read(key).orElse(choice);
    known.put(key, held);
    return held;
  }

  /** Keeps a choice instead of one that the library does not know any more. */
  void replace(String key, String choice) {
    known.put(key, choice);
    folder.keep(name(key), (key + '\n' + choice).getBytes(StandardCharsets.UTF_8));
  }

  private Optional<String> read(String key) {
    String start = key + '\n';
    return folder
        .find(name(key))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .filter(text -> text.startsWith(start))
        .map(text -> text.substring(start.length()));
  }

  private static String name(String key) {
    byte[] digest = CacheFolder.sha256(key.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest) + ".choice";
  }
}
