package io.feedalign.cli.command;

import io.feedalign.core.compile.InspectedStep;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one step computed, as a file. */
final class StepFile {

  private StepFile() {}

  /** Writes all outputs; there is no loss where a signal was given instead of a target. */
  static void write(Path file, InspectedStep step, boolean signalGiven) {
    Map<String, StoredTensor> outputs = new LinkedHashMap<>();
    step.outputs()
        .forEach(
            (name, tensor) -> {
              if (!(signalGiven && name.equals("loss"))) {
                outputs.put(name, ModelFile.stored(tensor));
              }
            });
    Safetensors.write(file, outputs);
  }
}
