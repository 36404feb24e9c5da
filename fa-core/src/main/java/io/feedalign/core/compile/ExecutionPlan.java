package io.feedalign.core.compile;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.core.run.Findings;
import io.feedalign.ir.Program;
import java.util.List;
import java.util.Map;

/** What would run and where it would lie, without taking any memory. */
public final class ExecutionPlan {
  private final StepPrograms traced;
  private final Linker linker;

  ExecutionPlan(StepPrograms traced, Linker linker) {
    this.traced = traced;
    this.linker = linker;
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

  /** What is worth telling before it runs. */
  public Findings findings() {
    return traced.findings();
  }

  /** The name of the tensor through which each synapse's credit is pulled, by path. */
  public Map<String, String> feedback() {
    return traced.feedback();
  }
}
