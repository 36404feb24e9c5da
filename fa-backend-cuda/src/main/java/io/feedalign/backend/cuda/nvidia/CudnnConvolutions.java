package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.LibraryCall;
import io.feedalign.error.FaException;
import io.feedalign.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.global.cudnn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Convolutions by cuDNN's graph interface. Which engine does a job is measured once and kept. What
 * cuDNN has no engine for within the settings is done in another way that loses no digit: bf16
 * numbers widened to f32 and multiplied as tf32, which holds every one of them; or by definition.
 */
final class CudnnConvolutions implements Convolutions {
  private static final Logger LOG = LoggerFactory.getLogger(CudnnConvolutions.class);

  private final cudnnContext library = new cudnnContext();
  private final LibraryRoom room;
  private final String version;
  private final Map<String, Optional<Planned>> plans = new HashMap<>();
  private final Set<ConvolutionJob> slow = new HashSet<>();

  /** cuDNN for one stream of the current device. */
  CudnnConvolutions(LibraryRoom room) {
    this.room = room;
    CudnnStatus.check(cudnn.cudnnCreate(library), "opening the library");
    CudnnStatus.check(cudnn.cudnnSetStream(library, room.stream().handle()), "choosing the stream");
    version = version(cudnn.cudnnGetVersion());
  }

  /** A plan and the graph that it is made from. */
  private record Planned(CudnnGraph graph, CudnnPlan plan, List<Long> tensors) {
    void close() {
      plan.close();
      graph.close();
    }
  }

  /** cuDNN's number of its version in the usual notation. */
  static String version(long number) {
    return "cuDNN " + number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public LibraryCall of(ConvolutionJob job) {
    Optional<Planned> own = planned(job, room);
    return own.isPresent() ? call(own.get()) : substitute(job);
  }

  private LibraryCall substitute(ConvolutionJob job) {
    if (job.input() == DType.BF16) {
      Optional<Planned> wide = planned(WidenedCall.wide(job), widened(room));
      if (wide.isPresent()) {
        return WidenedCall.of(job, call(wide.get()), room.compiler());
      }
    }
    if (slow.add(job)) {
      LOG.warn("By definition, which is slow, goes {}", JobText.of(job));
    }
    return DirectCall.of(job, room.compiler());
  }

  /** A product of two bf16 numbers as tf32 is exact. */
  private static LibraryRoom widened(LibraryRoom room) {
    NvidiaMath math = new NvidiaMath(true, room.math().deterministic());
    return new LibraryRoom(room.stream(), math, room.device(), room.choices(), room.compiler());
  }

  private static LibraryCall call(Planned planned) {
    return new CudnnCall(planned.plan, planned.tensors, "cuDNN " + planned.plan.choice());
  }

  /** The plan of a job; nothing, and said once, if there is none within the settings. */
  private Optional<Planned> planned(ConvolutionJob job, LibraryRoom where) {
    String key = where.key(version, JobText.of(job), job.input());
    Optional<Planned> known = plans.get(key);
    if (known == null) {
      List<EngineFilter.Notes> judged = new ArrayList<>();
      known = search(job, where, key, judged);
      plans.put(key, known);
      if (known.isEmpty()) {
        EngineFilter filter = new EngineFilter(job.input(), where.math());
        LOG.info("{}", filter.refusal(JobText.of(job), version, judged));
      }
    }
    return known;
  }

  private Optional<Planned> search(
      ConvolutionJob job, LibraryRoom where, String key, List<EngineFilter.Notes> judged) {
    GraphDescription description = GraphDescription.of(job);
    CudnnGraph graph;
    try {
      graph = CudnnGraph.build(library, description);
    } catch (FaException unsupported) {
      LOG.debug("{}: {}", key, unsupported.getMessage());
      return Optional.empty();
    }
    try {
      CudnnSearch search = new CudnnSearch(library, where, job, graph);
      Optional<CudnnPlan> plan = plan(search, where.choices(), key, judged);
      if (plan.isEmpty()) {
        graph.close();
      }
      return plan.map(ready -> new Planned(graph, ready, description.operands()));
    } catch (RuntimeException | Error failure) {
      graph.close();
      throw failure;
    }
  }

  private static Optional<CudnnPlan> plan(
      CudnnSearch search, AlgorithmChoices choices, String key, List<EngineFilter.Notes> judged) {
    Optional<String> kept = choices.find(key);
    Optional<CudnnPlan> plan = kept.flatMap(search::kept);
    if (plan.isPresent()) {
      return plan;
    }
    Optional<CudnnPlan> fastest = search.fastest(judged);
    if (fastest.isEmpty()) {
      return fastest;
    }
    String measured = fastest.get().choice().toString();
    if (kept.isPresent()) {
      choices.replace(key, measured);
      return fastest;
    }
    String held = choices.keep(key, measured);
    if (held.equals(measured)) {
      return fastest;
    }
    Optional<CudnnPlan> others = search.kept(held); // another process was first
    others.ifPresent(same -> fastest.get().close());
    return others.isPresent() ? others : fastest;
  }

  @Override
  public void close() {
    plans.values().forEach(plan -> plan.ifPresent(Planned::close));
    plans.clear();
    CudnnStatus.check(cudnn.cudnnDestroy(library), "closing the library");
  }
}
