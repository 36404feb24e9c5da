package io.feedalign.core.checkpoint;

import io.feedalign.core.run.Position;
import io.feedalign.core.store.FileContent;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.core.store.TensorFile;
import io.feedalign.tensor.Shape;
import io.feedalign.train.EpochReport;
import io.feedalign.train.Measure;
import io.feedalign.train.ProbeFailure;
import io.feedalign.train.ProbeReport;
import io.feedalign.train.Score;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Checkpoints of a run that never was. */
final class Sample {
  static final History HISTORY =
      new History(
          List.of(
              new EpochReport(
                  0,
                  0.1 + 0.2,
                  new Score(Math.PI, 1.0 / 3, Double.MIN_VALUE, 7),
                  List.of(
                      new Measure("angle", "conv1", OptionalDouble.of(Math.E)),
                      new Measure("angle", "conv2", OptionalDouble.empty())),
                  1e9 / 7),
              new EpochReport(1, -0.0, new Score(2, 0, 0, 7), List.of(), Double.NaN)),
          List.of(
              new ProbeReport(
                  0,
                  0,
                  List.of(),
                  List.of(new ProbeFailure("mine", "", "it gave\tNaN \"twice\"."))),
              new ProbeReport(
                  3,
                  1,
                  List.of(new Measure("angle", "conv1", OptionalDouble.of(-0.0))),
                  List.of())));

  private Sample() {}

  static Map<String, FileContent> files(long step) {
    return files(step, 6);
  }

  /** The same, with tensors of so many elements. */
  static Map<String, FileContent> files(long step, int elements) {
    State state =
        new State(
            new Position(1, (int) step, step, 0.1 * step, 2.5),
            new State.Best(step, 0.25),
            Map.of("data", "made up"),
            Map.of(),
            Map.of("metrics_bytes", "12"));
    Map<String, FileContent> files = new LinkedHashMap<>();
    files.put("model.safetensors", tensor("conv1.weight", step, elements));
    files.put("optimizer.safetensors", tensor("conv1.weight.momentum", -step, elements));
    files.put("rule/mine.safetensors", tensor("conv1.feedback", step + 1, elements));
    files.put("history.safetensors", Safetensors.content(HISTORY.file()));
    files.put(State.NAME, FileContent.of(state.text()));
    return files;
  }

  private static FileContent tensor(String path, float first, int elements) {
    float[] numbers = Arrays.copyOf(new float[] {first, 2, 3, -4, 5e-30f, 6}, elements);
    StoredTensor tensor = StoredTensor.ofFloats(Shape.of(2, elements / 2), numbers);
    return Safetensors.content(new TensorFile(Map.of(path, tensor), Map.of()));
  }
}
