package io.feedalign.backend.cuda.nvidia;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.cuda.global.cudnn;

/** An engine of cuDNN with its knobs set, as a heuristic proposed it or as it was kept. */
final class CudnnCandidate implements AutoCloseable {
  private final CudnnDescriptor configuration;
  private final CudnnDescriptor engine;
  private final List<CudnnDescriptor> knobs = new ArrayList<>();

  private CudnnCandidate(CudnnDescriptor configuration, CudnnDescriptor engine) {
    this.configuration = configuration;
    this.engine = engine;
  }

  /** What a heuristic filled in. */
  static CudnnCandidate proposed(CudnnDescriptor configuration) {
    CudnnDescriptor engine =
        CudnnDescriptor.create("ENGINE", cudnn.CUDNN_BACKEND_ENGINE_DESCRIPTOR);
    CudnnCandidate candidate = new CudnnCandidate(configuration, engine);
    try {
      configuration.fill(cudnn.CUDNN_ATTR_ENGINECFG_ENGINE, List.of(engine));
      return candidate;
    } catch (RuntimeException | Error failure) {
      candidate.close();
      throw failure;
    }
  }

  /** The engine of a graph that was chosen earlier. */
  static CudnnCandidate chosen(CudnnDescriptor graph, EngineChoice choice) {
    CudnnDescriptor engine =
        CudnnDescriptor.create("ENGINE", cudnn.CUDNN_BACKEND_ENGINE_DESCRIPTOR);
    CudnnDescriptor configuration =
        CudnnDescriptor.create("ENGINECFG", cudnn.CUDNN_BACKEND_ENGINECFG_DESCRIPTOR);
    CudnnCandidate candidate = new CudnnCandidate(configuration, engine);
    try {
      engine.descriptors(cudnn.CUDNN_ATTR_ENGINE_OPERATION_GRAPH, List.of(graph));
      engine.integers(cudnn.CUDNN_ATTR_ENGINE_GLOBAL_INDEX, choice.engine());
      engine.finish();
      choice.knobs().forEach(candidate::turn);
      configuration.descriptors(cudnn.CUDNN_ATTR_ENGINECFG_ENGINE, List.of(engine));
      if (!candidate.knobs.isEmpty()) {
        configuration.descriptors(cudnn.CUDNN_ATTR_ENGINECFG_KNOB_CHOICES, candidate.knobs);
      }
      configuration.finish();
      return candidate;
    } catch (RuntimeException | Error failure) {
      candidate.close();
      throw failure;
    }
  }

  private void turn(int knob, long value) {
    CudnnDescriptor choice = emptyKnob();
    knobs.add(choice);
    choice.enumerated(cudnn.CUDNN_ATTR_KNOB_CHOICE_KNOB_TYPE, cudnn.CUDNN_TYPE_KNOB_TYPE, knob);
    choice.integers(cudnn.CUDNN_ATTR_KNOB_CHOICE_KNOB_VALUE, value);
    choice.finish();
  }

  private static CudnnDescriptor emptyKnob() {
    return CudnnDescriptor.create("KNOB_CHOICE", cudnn.CUDNN_BACKEND_KNOB_CHOICE_DESCRIPTOR);
  }

  /** The engine configuration, finalised. */
  CudnnDescriptor configuration() {
    return configuration;
  }

  /** What cuDNN notes about the engine. */
  EngineFilter.Notes notes() {
    return new EngineFilter.Notes(
        engine.enumeratedSet(
            cudnn.CUDNN_ATTR_ENGINE_NUMERICAL_NOTE,
            cudnn.CUDNN_TYPE_NUMERICAL_NOTE,
            cudnn.CUDNN_NUMERICAL_NOTE_TYPE_COUNT),
        engine.enumeratedSet(
            cudnn.CUDNN_ATTR_ENGINE_BEHAVIOR_NOTE,
            cudnn.CUDNN_TYPE_BEHAVIOR_NOTE,
            cudnn.CUDNN_BEHAVIOR_NOTE_TYPE_COUNT));
  }

  /** The engine and its knobs, to be kept. */
  EngineChoice choice() {
    List<CudnnDescriptor> empty = new ArrayList<>();
    try {
      for (int i = 0; i < cudnn.CUDNN_KNOB_TYPE_COUNTS; i++) {
        empty.add(emptyKnob());
      }
      int count = configuration.fill(cudnn.CUDNN_ATTR_ENGINECFG_KNOB_CHOICES, empty);
      SortedMap<Integer, Long> set = new TreeMap<>();
      for (CudnnDescriptor knob : empty.subList(0, count)) {
        set.put(
            knob.enumerated(cudnn.CUDNN_ATTR_KNOB_CHOICE_KNOB_TYPE, cudnn.CUDNN_TYPE_KNOB_TYPE),
            knob.integer(cudnn.CUDNN_ATTR_KNOB_CHOICE_KNOB_VALUE));
      }
      return new EngineChoice(engine.integer(cudnn.CUDNN_ATTR_ENGINE_GLOBAL_INDEX), set);
    } finally {
      empty.forEach(CudnnDescriptor::close);
    }
  }

  @Override
  public void close() {
    configuration.close();
    knobs.forEach(CudnnDescriptor::close);
    engine.close();
  }
}
