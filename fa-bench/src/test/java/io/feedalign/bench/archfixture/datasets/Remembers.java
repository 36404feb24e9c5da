package io.feedalign.bench.archfixture.datasets;

import java.util.concurrent.ConcurrentHashMap;

/** What one run leaves here, the next one finds. */
public final class Remembers {
  private static final ConcurrentHashMap<String, Integer> SEEN = new ConcurrentHashMap<>();
  private static int count;

  private Remembers() {}

  /** Counts. */
  public static int again(String name) {
    count++;
    return SEEN.merge(name, count, Integer::sum);
  }
}
