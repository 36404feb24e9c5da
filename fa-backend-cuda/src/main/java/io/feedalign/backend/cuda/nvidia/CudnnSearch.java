package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.global.cudnn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the plan for one job: the one that was kept, or the fastest that may be taken. */
final class CudnnSearch {
  private static final Logger LOG = LoggerFactory.getLogger(CudnnSearch.class);

  /** Making one ready can take a second of compilation; the best is rarely further down. */
  private static final int MOST = 8;

  private final cudnnContext library;
  private final LibraryRoom room;
  private final ConvolutionJob job;
  private final List<Long> tensors;
  private final CudnnGraph graph;
  private final EngineFilter filter;

  CudnnSearch(cudnnContext library, LibraryRoom room, ConvolutionJob job, CudnnGraph graph) {
    this.library = library;
    this.room = room;
    this.job = job;
    this.graph = graph;
    tensors = GraphDescription.of(job).operands();
    filter = new EngineFilter(job.input(), room.math());
  }

  /** The plan of a choice that was kept; nothing if this library cannot follow it. */
  Optional<CudnnPlan> kept(String choice) {
    try {
      CudnnCandidate candidate =
          CudnnCandidate.chosen(graph.operations(), EngineChoice.parse(choice));
      return Optional.of(CudnnPlan.build(library, candidate));
    } catch (FaException failure) {
      LOG.warn("The kept choice '{}' is made anew: {}", choice, failure.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The fastest plan.
   *
   * @param judged receives what cuDNN notes about each engine that it proposed
   */
  Optional<CudnnPlan> fastest(List<EngineFilter.Notes> judged) {
    List<CudnnPlan> plans = plans(cudnn.CUDNN_HEUR_MODE_A, judged);
    if (plans.isEmpty()) {
      plans = plans(cudnn.CUDNN_HEUR_MODE_FALLBACK, judged);
    }
    int best = plans.size() > 1 ? winner(plans) : 0;
    for (int i = 0; i < plans.size(); i++) {
      if (i != best) {
        plans.get(i).close();
      }
    }
    return plans.isEmpty() ? Optional.empty() : Optional.of(plans.get(best));
  }

  private List<CudnnPlan> plans(int mode, List<EngineFilter.Notes> judged) {
    List<CudnnPlan> plans = new ArrayList<>();
    for (CudnnCandidate candidate : graph.proposals(mode)) {
      boolean wanted = plans.size() < MOST && passes(candidate, judged);
      if (wanted) {
        ready(candidate).ifPresent(plans::add);
      } else {
        candidate.close();
      }
    }
    return plans;
  }

  private boolean passes(CudnnCandidate candidate, List<EngineFilter.Notes> judged) {
    try {
      EngineFilter.Notes notes = candidate.notes();
      judged.add(notes);
      return filter.objection(notes).isEmpty();
    } catch (FaException unknown) {
      LOG.debug("An engine is left out: {}", unknown.getMessage());
      return false;
    }
  }

  private Optional<CudnnPlan> ready(CudnnCandidate candidate) {
    try {
      CudnnPlan plan = CudnnPlan.build(library, candidate);
      if (plan.workspaceBytes() <= LibraryRoom.WORKSPACE_BYTES) {
        return Optional.of(plan);
      }
      plan.close();
    } catch (FaException unsupported) {
      LOG.debug("An engine is left out: {}", unsupported.getMessage());
    }
    return Optional.empty();
  }

  /** Without the memory to measure, cuDNN's own favourite wins. */
  private int winner(List<CudnnPlan> plans) {
    List<CudnnDescriptor> packs = new ArrayList<>();
    try (Scratch scratch = new Scratch(room.stream());
        Stopwatch watch = new Stopwatch(room.stream())) {
      long workspace =
          scratch.block(plans.stream().mapToLong(CudnnPlan::workspaceBytes).max().orElse(0));
      CudnnDescriptor pack = CudnnPlan.pack(tensors, operands(scratch), workspace);
      packs.add(pack);
      List<Runnable> calls = new ArrayList<>();
      plans.forEach(plan -> calls.add(() -> plan.run(pack, "measuring algorithms")));
      OptionalInt fastest = Contest.fastest(calls, watch);
      return fastest.orElse(0);
    } catch (FaException failure) {
      if (failure.kind() != ErrorKind.RESOURCES) {
        throw failure;
      }
      LOG.warn("Algorithms are not measured: {}", failure.getMessage());
      return 0;
    } finally {
      packs.forEach(CudnnDescriptor::close);
    }
  }

  private long[] operands(Scratch scratch) {
    long[] places = new long[3];
    for (int i = 0; i < places.length; i++) {
      places[i] = scratch.block(JobShapes.bytes(job, i));
    }
    return places;
  }
}
