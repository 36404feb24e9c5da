package io.feedalign.cli.command;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Storage;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.testkit.ReferenceBackend;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reference, but for one function that it mistakes for another. */
final class FaultyBackend implements Backend {
  private final Backend sound = new ReferenceBackend();
  private final Unary.Function wanted;
  private final Unary.Function given;

  FaultyBackend(Unary.Function wanted, Unary.Function given) {
    this.wanted = wanted;
    this.given = given;
  }

  private Program mistaken(Program program) {
    return program.withBody(program.body().stream().map(this::mistaken).toList());
  }

  private Instruction mistaken(Instruction step) {
    if (step.op() instanceof Chain chain) {
      List<Instruction> steps = chain.steps().stream().map(this::mistaken).toList();
      return new Instruction(new Chain(steps), step.inputs(), step.outputs());
    }
    return step.op().equals(new Unary(wanted))
        ? new Instruction(new Unary(given), step.inputs(), step.outputs())
        : step;
  }

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public String description() {
    return wanted + " computed as " + given;
  }

  @Override
  public Set<Capability> capabilities() {
    return sound.capabilities();
  }

  @Override
  public int threads() {
    return sound.threads();
  }

  @Override
  public Map<Value, Storage> storage(Program program) {
    return sound.storage(program);
  }

  @Override
  public Arena allocate(long bytes, Lifetime lifetime) {
    return sound.allocate(bytes, lifetime);
  }

  @Override
  public Executable bind(Program program, MemoryPlan plan, Arenas arenas) {
    return sound.bind(mistaken(program), plan, arenas);
  }

  @Override
  public void close() {
    sound.close();
  }
}
