package io.feedalign.bench.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a careful user of PyTorch on a processor may change without changing what is computed.
 *
 * @param channelsLast images and weights lie channels last
 * @param oneBlasThread OpenBLAS, whose threads are not OpenMP's and compete with them, has one
 * @param memoryKept the C library keeps freed memory, instead of giving it back and fetching new
 *     pages in every step
 * @param activeWait idle OpenMP threads keep their cores busy
 */
record ProcessorSettings(
    boolean channelsLast, boolean oneBlasThread, boolean memoryKept, boolean activeWait)
    implements PeerSettings {
  /** Where the search begins: the layout that is known to be good, and nothing else. */
  static final PeerSettings START = new ProcessorSettings(true, false, false, false);

  private static final String MUCH = "8000000000";

  @Override
  public List<PeerSettings> neighbours() {
    return List.of(
        new ProcessorSettings(channelsLast, !oneBlasThread, memoryKept, activeWait),
        new ProcessorSettings(channelsLast, oneBlasThread, !memoryKept, activeWait),
        new ProcessorSettings(!channelsLast, oneBlasThread, memoryKept, activeWait),
        new ProcessorSettings(channelsLast, oneBlasThread, memoryKept, !activeWait));
  }

  @Override
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    if (oneBlasThread) {
      variables.put("OPENBLAS_NUM_THREADS", "1");
    }
    if (memoryKept) {
      variables.put("MALLOC_MMAP_THRESHOLD_", MUCH);
      variables.put("MALLOC_TRIM_THRESHOLD_", MUCH);
    }
    if (activeWait) {
      variables.put("OMP_WAIT_POLICY", "ACTIVE");
    }
    return variables;
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    words.add(PeerSettings.layout(channelsLast));
    if (oneBlasThread) {
      words.add("one BLAS thread");
    }
    if (memoryKept) {
      words.add("memory kept");
    }
    if (activeWait) {
      words.add("active wait");
    }
    return String.join(", ", words);
  }
}
