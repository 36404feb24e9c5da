package io.feedalign.core.compile;

import io.feedalign.backend.Backend;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.core.run.Findings;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What would run and where it would lie. */
public final class ExecutionPlan {
  private final Network network;
  private final StepPrograms traced;
  private final Linker linker;
  private final Backend backend;

  ExecutionPlan(Network network, StepPrograms traced, Linker linker, Backend backend) {
    this.network = network;
    this.traced = traced;
    this.linker = linker;
    this.backend = backend;
  }

  /** All programs, scheduled and fused. */
  public List<Program> programs() {
    return linker.scheduled();
  }

  /** Where the values of a program lie. */
  public MemoryPlan memory(String program) {
    return linker.plan(program);
  }

  /** Bytes that live during a run of one program. */
  public long scratchBytes() {
    return linker.scratchBytes();
  }

  /** Bytes of parameters, states and feeds. */
  public long persistentBytes() {
    return linker.persistentBytes();
  }

  /**
   * All memory that it will take, the backend's own included. To know that, the programs are bound
   * once to memory that nothing is written to, and everything is released.
   *
   * @throws io.feedalign.error.FaException (RESOURCES) naming the bytes, if there is not enough
   */
  public MemoryForecast forecast() {
    return new MemoryForecast(kept(), scratchBytes(), linker.working(backend));
  }

  private MemoryForecast.Kept kept() {
    Set<String> parameters = new HashSet<>();
    for (Node node : network.nodes()) {
      node.layer().parameters().forEach(parameter -> parameters.add(node.pathOf(parameter)));
    }
    Set<Value> states = new HashSet<>(traced.states().values());
    long weights = bytes(value -> states.contains(value) && parameters.contains(value.name()));
    long others = bytes(value -> states.contains(value) && !parameters.contains(value.name()));
    // What is left over are feeds, and the gaps that alignment leaves.
    return new MemoryForecast.Kept(weights, others, persistentBytes() - weights - others);
  }

  private long bytes(Predicate<Value> chosen) {
    return linker.persistent().entrySet().stream()
        .filter(entry -> chosen.test(entry.getKey()))
        .mapToLong(entry -> entry.getValue().bytes())
        .sum();
  }

  /** What is worth telling before it runs. */
  public Findings findings() {
    return traced.findings();
  }

  /** The name of the tensor through which each synapse's credit is pulled, by path. */
  public Map<String, String> feedback() {
    return traced.feedback();
  }
}
