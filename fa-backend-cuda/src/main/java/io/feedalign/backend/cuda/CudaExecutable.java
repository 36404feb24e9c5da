package io.feedalign.backend.cuda;

import io.feedalign.backend.Executable;
import io.feedalign.backend.WorkingMemory;
import io.feedalign.backend.cuda.device.Device;
import io.feedalign.backend.cuda.device.Graph;
import io.feedalign.backend.cuda.plan.Lowered;
import io.feedalign.error.FaException;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Tensor;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * A program as one graph. It is captured when the program is bound, and again whenever the
 * workspace has moved because a later program needs more. What landed for the next run is copied to
 * where the graph expects it before the graph is launched.
 */
final class CudaExecutable implements Executable {
  private final Program program;
  private final Set<Value> visible = new HashSet<>();
  private final Views views;
  private final Device device;
  private final StageRow stages;
  private final int[] done;
  private final TargetClasses targets;
  private final Landings landings;
  private final Workspace.Lease lease;
  private Runnable[] work = {};
  private Optional<Graph> graph = Optional.empty();
  private boolean begun;
  private boolean open = true;

  private CudaExecutable(Program program, StageRow stages, Views views) {
    this.program = program;
    this.views = views;
    this.stages = stages;
    targets = TargetClasses.of(program);
    landings = new Landings(views, targets);
    device = views.device();
    done = stages.done();
    visible.addAll(program.feeds());
    visible.addAll(program.states());
    visible.addAll(program.reads());
    lease = views.workspace().lease(stages.workspaceBytes(), this::settle);
  }

  /** Compiles, chooses algorithms, takes workspace and captures. */
  static CudaExecutable bind(Program program, Lowered lowered, Views views) {
    StageRow stages = StageRow.prepare(lowered, views);
    try {
      return new CudaExecutable(program, stages, views);
    } catch (RuntimeException | Error failure) {
      stages.close();
      throw failure;
    }
  }

  private void settle(long workspace) {
    Runnable[] moved = stages.at(workspace);
    Optional<Graph> captured =
        moved.length == 0
            ? Optional.empty()
            : Optional.of(
                device.capture(
                    () -> {
                      for (Runnable stage : moved) {
                        stage.run();
                      }
                    }));
    graph.ifPresent(Graph::close);
    graph = captured;
    work = moved;
  }

  @Override
  public void run() {
    begin();
    finish();
  }

  @Override
  public void begin() {
    checkOpen();
    landings.takeOver();
    begun = true;
    if (graph.isPresent()) {
      graph.get().launch();
    }
  }

  @Override
  public void finish() {
    device.synchronize();
    begun = false;
    views.transfers().inOrder().free();
  }

  /** Not captured: stage by stage, each waited for. */
  @Override
  public void run(IntConsumer progress) {
    checkOpen();
    landings.takeOver();
    device.synchronize();
    progress.accept(0);
    for (int i = 0; i < work.length; i++) {
      runAlone(i);
      progress.accept(done[i]);
    }
    views.transfers().inOrder().free();
  }

  private void runAlone(int stage) {
    try {
      work[stage].run();
      device.synchronize();
    } catch (FaException failure) {
      throw new FaException(
          failure.kind(),
          "Stage '" + stages.name(stage) + "' failed. " + failure.getMessage(),
          failure);
    }
  }

  private void checkOpen() {
    if (!open) {
      throw FaException.internal("This program was closed and cannot run any more.");
    }
    views.requireOpen();
  }

  @Override
  public Tensor tensor(Value value) {
    if (!visible.contains(value)) {
      throw FaException.plugin(
          "Value " + value + " is no feed, state or read of this program, so it has no tensor.");
    }
    return new CudaTensor(value, new BoundPlace(value, views, landings), targets);
  }

  @Override
  public Optional<Tensor> next(Value feed) {
    if (!program.feeds().contains(feed)) {
      throw FaException.plugin(
          "Value " + feed + " is no feed of this program, so nothing can land for it.");
    }
    checkOpen();
    return landings.place(feed);
  }

  @Override
  public WorkingMemory working() {
    return new WorkingMemory(landings.bytes(), stages.workspaceBytes());
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      try {
        if (begun) {
          device.synchronize();
        }
      } finally {
        lease.close();
        graph.ifPresent(Graph::close);
        graph = Optional.empty();
        stages.close();
        landings.close();
      }
    }
  }
}
