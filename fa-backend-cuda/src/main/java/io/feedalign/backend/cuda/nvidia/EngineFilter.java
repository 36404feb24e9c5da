package io.feedalign.backend.cuda.nvidia;

import io.feedalign.tensor.DType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bytedeco.cuda.global.cudnn;

/**
 * Which engines of cuDNN may be taken, judged by what cuDNN notes about their arithmetic. The notes
 * are cuDNN's only word on accuracy, so a note of a later version that is not known here passes.
 */
final class EngineFilter {
  private static final Set<Integer> WIDE_WINOGRAD =
      Set.of(
          cudnn.CUDNN_NUMERICAL_NOTE_WINOGRAD_TILE_4x4,
          cudnn.CUDNN_NUMERICAL_NOTE_WINOGRAD_TILE_6x6,
          cudnn.CUDNN_NUMERICAL_NOTE_WINOGRAD_TILE_13x13);

  private static final Set<Integer> REORDERED_FILTERS =
      Set.of(
          cudnn.CUDNN_BEHAVIOR_NOTE_REQUIRES_FILTER_INT8x32_REORDER,
          cudnn.CUDNN_BEHAVIOR_NOTE_REQUIRES_BIAS_INT8x32_REORDER);

  private final Map<String, Predicate<Notes>> objections = new LinkedHashMap<>();

  /**
   * What cuDNN notes about an engine.
   *
   * @param numerical numbers as {@code CUDNN_NUMERICAL_NOTE_...}
   * @param behavior numbers as {@code CUDNN_BEHAVIOR_NOTE_...}
   */
  record Notes(Set<Integer> numerical, Set<Integer> behavior) {
    private boolean any(Collection<Integer> notes) {
      return notes.stream().anyMatch(numerical::contains);
    }
  }

  /**
   * A filter for jobs.
   *
   * @param input element type of the inputs
   */
  EngineFilter(DType input, NvidiaMath math) {
    boolean single = input == DType.F32;
    if (single && !math.tf32()) {
      objections.put(
          "round factors to fewer bits (math: tf32 allows it)",
          notes ->
              notes.any(
                  Set.of(
                      cudnn.CUDNN_NUMERICAL_NOTE_TENSOR_CORE,
                      cudnn.CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS)));
    }
    if (!single) {
      objections.put(
          "round bf16 factors once more (precision: f32 avoids it)",
          notes -> notes.any(Set.of(cudnn.CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS)));
    }
    if (!single || math.tf32()) {
      objections.put(
          "round sums of factors before they multiply them (precision: f32 with math: f32 avoids"
              + " it)",
          notes -> notes.any(Set.of(cudnn.CUDNN_NUMERICAL_NOTE_WINOGRAD)));
    }
    if (math.deterministic()) {
      objections.put(
          "give other bits in each run (deterministic: false allows it)",
          notes -> notes.any(Set.of(cudnn.CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC)));
    }
    objections.put(
        "sum in less than single precision (no setting allows it)",
        notes -> notes.any(Set.of(cudnn.CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION)));
    objections.put(
        "go through transforms that lose digits (no setting allows it)",
        notes -> notes.any(Set.of(cudnn.CUDNN_NUMERICAL_NOTE_FFT)) || notes.any(WIDE_WINOGRAD));
    objections.put(
        "want their weights in an order of their own (no setting allows it)",
        notes -> notes.behavior.stream().anyMatch(REORDERED_FILTERS::contains));
  }

  /** Why an engine may not be taken; empty if it may. */
  Optional<String> objection(Notes notes) {
    return objections.entrySet().stream()
        .filter(rule -> rule.getValue().test(notes))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Why no engine may do a job, in one sentence that names the settings which would let one. */
  String refusal(String job, String library, Collection<Notes> engines) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    engines.forEach(notes -> objection(notes).ifPresent(why -> counts.merge(why, 1, Integer::sum)));
    List<String> reasons = new ArrayList<>();
    counts.forEach((why, count) -> reasons.add(count + " " + why));
    int left = engines.size() - counts.values().stream().mapToInt(Integer::intValue).sum();
    if (left > 0) {
      reasons.add(left + " could not be made ready or need more than the workspace's limit");
    }
    String why =
        engines.isEmpty() ? "cuDNN proposes none" : "of " + engines.size() + ", " + join(reasons);
    return library + " has no engine for " + job + ": " + why + ".";
  }

  private static String join(List<String> reasons) {
    return String.join(", ", reasons);
  }
}
