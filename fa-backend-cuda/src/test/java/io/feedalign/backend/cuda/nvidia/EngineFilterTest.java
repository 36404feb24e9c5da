package io.feedalign.backend.cuda.nvidia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.cuda.nvidia.EngineFilter.Notes;
import io.feedalign.tensor.DType;
import java.util.List;
import java.util.Set;
import org.bytedeco.cuda.global.cudnn;
import org.junit.jupiter.api.Test;

class EngineFilterTest {
  private static final NvidiaMath STRICT = new NvidiaMath(false, true);
  private static final NvidiaMath ROUNDED = new NvidiaMath(true, true);
  private static final NvidiaMath FREE = new NvidiaMath(false, false);

  private static final Notes PLAIN = notes();
  private static final Notes TENSOR_CORE = notes(cudnn.CUDNN_NUMERICAL_NOTE_TENSOR_CORE);
  private static final Notes ROUNDING =
      notes(cudnn.CUDNN_NUMERICAL_NOTE_TENSOR_CORE, cudnn.CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS);
  private static final Notes RACING = notes(cudnn.CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC);
  private static final Notes WINOGRAD = notes(cudnn.CUDNN_NUMERICAL_NOTE_WINOGRAD);
  private static final Notes WIDE_WINOGRAD =
      notes(cudnn.CUDNN_NUMERICAL_NOTE_WINOGRAD, cudnn.CUDNN_NUMERICAL_NOTE_WINOGRAD_TILE_4x4);
  private static final Notes FFT = notes(cudnn.CUDNN_NUMERICAL_NOTE_FFT);
  private static final Notes NARROW_SUMS =
      notes(cudnn.CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION);

  private static Notes notes(Integer... numerical) {
    return new Notes(Set.of(numerical), Set.of());
  }

  private static boolean passes(DType input, NvidiaMath math, Notes notes) {
    return new EngineFilter(input, math).objection(notes).isEmpty();
  }

  @Test
  void singlesAreMultipliedAsSinglesUnlessTf32IsAskedFor() {
    assertTrue(passes(DType.F32, STRICT, PLAIN));
    assertTrue(passes(DType.F32, STRICT, WINOGRAD));
    for (Notes rounded : List.of(TENSOR_CORE, ROUNDING)) {
      assertTrue(!passes(DType.F32, STRICT, rounded));
      assertTrue(passes(DType.F32, ROUNDED, rounded));
    }
  }

  @Test
  void brainFloatsUseTensorCoresAndAreNotRoundedAgain() {
    assertTrue(passes(DType.BF16, STRICT, TENSOR_CORE));
    assertTrue(!passes(DType.BF16, STRICT, ROUNDING));
    assertTrue(!passes(DType.BF16, STRICT, WINOGRAD));
    assertTrue(!passes(DType.F32, ROUNDED, WINOGRAD));
  }

  @Test
  void racingEnginesNeedPermission() {
    assertTrue(!passes(DType.F32, STRICT, RACING));
    assertTrue(passes(DType.F32, FREE, RACING));
  }

  @Test
  void noSettingAllowsWhatLosesDigits() {
    for (Notes lossy : List.of(FFT, WIDE_WINOGRAD, NARROW_SUMS)) {
      for (DType input : List.of(DType.F32, DType.BF16)) {
        assertTrue(!passes(input, new NvidiaMath(true, false), lossy), lossy::toString);
      }
    }
  }

  @Test
  void enginesThatWantReorderedWeightsAreLeftOut() {
    Notes reordering =
        new Notes(Set.of(), Set.of(cudnn.CUDNN_BEHAVIOR_NOTE_REQUIRES_FILTER_INT8x32_REORDER));
    assertTrue(!passes(DType.F32, FREE, reordering));
    Notes compiling = new Notes(Set.of(), Set.of(cudnn.CUDNN_BEHAVIOR_NOTE_RUNTIME_COMPILATION));
    assertTrue(passes(DType.F32, FREE, compiling));
  }

  @Test
  void aNoteOfALaterVersionPasses() {
    assertTrue(passes(DType.F32, STRICT, notes(77)));
  }

  @Test
  void aRefusalCountsTheReasonsAndNamesTheSettings() {
    EngineFilter filter = new EngineFilter(DType.F32, STRICT);
    assertEquals(
        "cuDNN 9.19.0 has no engine for drive X: of 5, 2 round factors to fewer bits (math: tf32"
            + " allows it), 1 give other bits in each run (deterministic: false allows it), 1 go"
            + " through transforms that lose digits (no setting allows it), 1 could not be made"
            + " ready or need more than the workspace's limit.",
        filter.refusal(
            "drive X", "cuDNN 9.19.0", List.of(ROUNDING, RACING, TENSOR_CORE, FFT, PLAIN)));
    assertEquals(
        "cuDNN 9.19.0 has no engine for drive X: cuDNN proposes none.",
        filter.refusal("drive X", "cuDNN 9.19.0", List.of()));
  }
}
