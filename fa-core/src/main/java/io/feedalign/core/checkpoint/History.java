package io.feedalign.core.checkpoint;

import io.feedalign.core.store.StoredTensor;
import io.feedalign.core.store.TensorFile;
import io.feedalign.train.EpochReport;
import io.feedalign.train.Measure;
import io.feedalign.train.ProbeFailure;
import io.feedalign.train.ProbeReport;
import io.feedalign.train.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run has reported so far, as tensors: every number to the bit, and no code in it. */
record History(List<EpochReport> epochs, List<ProbeReport> probes) {
  private static final long EPOCH_COLUMNS = 7;
  private static final long PROBE_COLUMNS = 4;

  TensorFile file() {
    MeasureTable measures = new MeasureTable();
    double[] made = new double[Math.toIntExact(epochs.size() * EPOCH_COLUMNS)];
    long[] counts = new long[epochs.size()];
    int at = 0;
    for (int i = 0; i < epochs.size(); i++) {
      EpochReport epoch = epochs.get(i);
      counts[i] = measures.add(epoch.measures());
      for (double number : numbers(epoch)) {
        made[at++] = number;
      }
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "epochs", StoredTensor.ofDoubles(List.of((long) epochs.size(), EPOCH_COLUMNS), made));
    tensors.put("epochs.measures", StoredTensor.ofLongs(List.of((long) counts.length), counts));
    tensors.put("probes", probes(measures));
    measures.tensors(tensors);
    Map<String, String> words = new LinkedHashMap<>(measures.words());
    int failure = 0;
    for (ProbeReport probe : probes) {
      for (ProbeFailure failed : probe.failures()) {
        words.put("failure." + failure + ".probe", failed.probe());
        words.put("failure." + failure + ".path", failed.path());
        words.put("failure." + failure + ".reason", failed.reason());
        failure++;
      }
    }
    return new TensorFile(tensors, words);
  }

  private static double[] numbers(EpochReport epoch) {
    Score score = epoch.validation();
    return new double[] {
      epoch.epoch(),
      epoch.trainLoss(),
      score.loss(),
      score.error(),
      score.top5Error(),
      score.images(),
      epoch.imagesPerSecond()
    };
  }

  private StoredTensor probes(MeasureTable measures) {
    long[] rows = new long[Math.toIntExact(probes.size() * PROBE_COLUMNS)];
    int at = 0;
    for (ProbeReport probe : probes) {
      rows[at++] = probe.step();
      rows[at++] = probe.epoch();
      rows[at++] = measures.add(probe.measures());
      rows[at++] = probe.failures().size();
    }
    return StoredTensor.ofLongs(List.of((long) probes.size(), PROBE_COLUMNS), rows);
  }

  static History of(TensorFile file) {
    Parts parts = new Parts(file);
    MeasureTable.Reader measures = new MeasureTable.Reader(parts);
    double[] made = parts.doubles("epochs");
    long[] counts = parts.longs("epochs.measures");
    parts.requireTable("epochs", counts.length, EPOCH_COLUMNS);
    parts.requireTable("probes", -1, PROBE_COLUMNS);
    List<EpochReport> epochs = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      int row = Math.toIntExact(i * EPOCH_COLUMNS);
      epochs.add(
          new EpochReport(
              (int) made[row],
              made[row + 1],
              new Score(made[row + 2], made[row + 3], made[row + 4], (int) made[row + 5]),
              measures.next(counts[i]),
              made[row + 6]));
    }
    return new History(epochs, probes(parts, measures));
  }

  private static List<ProbeReport> probes(Parts parts, MeasureTable.Reader measures) {
    long[] rows = parts.longs("probes");
    List<ProbeReport> probes = new ArrayList<>();
    int failure = 0;
    for (int row = 0; row < rows.length; row += (int) PROBE_COLUMNS) {
      List<Measure> taken = measures.next(rows[row + 2]);
      List<ProbeFailure> failures = new ArrayList<>();
      for (long i = 0; i < rows[row + 3]; i++) {
        String key = "failure." + failure++;
        failures.add(
            new ProbeFailure(
                parts.word(key + ".probe"),
                parts.word(key + ".path"),
                parts.word(key + ".reason")));
      }
      probes.add(new ProbeReport(rows[row], (int) rows[row + 1], taken, failures));
    }
    return probes;
  }
}
