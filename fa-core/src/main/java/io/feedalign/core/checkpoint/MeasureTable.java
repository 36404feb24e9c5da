package io.feedalign.core.checkpoint;

import io.feedalign.core.store.StoredTensor;
import io.feedalign.error.FaException;
import io.feedalign.train.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Measures one after the other: values, NaN where undefined, and which name and path each has. */
final class MeasureTable {
  /** What a measure is called and where it was taken. */
  private record Key(String name, String path) {}

  private final Map<Key, Long> keys = new LinkedHashMap<>();
  private final List<Double> values = new ArrayList<>();
  private final List<Long> indices = new ArrayList<>();

  /** Adds some; how many. */
  long add(List<Measure> measures) {
    for (Measure measure : measures) {
      Key key = new Key(measure.name(), measure.path());
      Long index = keys.get(key);
      if (index == null) {
        index = (long) keys.size();
        keys.put(key, index);
      }
      indices.add(index);
      values.add(measure.value().orElse(Double.NaN));
    }
    return measures.size();
  }

  void tensors(Map<String, StoredTensor> into) {
    List<Long> sizes = List.of((long) values.size());
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    long[] kinds = indices.stream().mapToLong(Long::longValue).toArray();
    into.put("measures", StoredTensor.ofDoubles(sizes, numbers));
    into.put("measures.kind", StoredTensor.ofLongs(sizes, kinds));
  }

  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    keys.forEach(
        (key, index) -> {
          words.put("measure." + index + ".name", key.name());
          words.put("measure." + index + ".path", key.path());
        });
    return words;
  }

  /** Gives them back in their order. */
  static final class Reader {
    private final Parts parts;
    private final double[] values;
    private final long[] kinds;
    private int at;

    Reader(Parts parts) {
      this.parts = parts;
      this.values = parts.doubles("measures");
      this.kinds = parts.longs("measures.kind");
    }

    List<Measure> next(long count) {
      if (count < 0 || count > Math.min(values.length, kinds.length) - at) {
        throw FaException.user("A checkpoint has fewer measures in its history than it counts.");
      }
      List<Measure> measures = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        String key = "measure." + kinds[at];
        double value = values[at++];
        measures.add(
            new Measure(
                parts.word(key + ".name"),
                parts.word(key + ".path"),
                Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value)));
      }
      return measures;
    }
  }
}
