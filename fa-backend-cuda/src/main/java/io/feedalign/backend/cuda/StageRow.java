package io.feedalign.backend.cuda;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.Device;
import io.feedalign.backend.cuda.device.KernelModule;
import io.feedalign.backend.cuda.device.LibraryCall;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.backend.cuda.plan.Lowered;
import io.feedalign.backend.cuda.plan.Operand;
import io.feedalign.backend.cuda.plan.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stages of one program with their kernels compiled and their algorithms chosen. */
final class StageRow implements AutoCloseable {
  private final Lowered lowered;
  private final Views views;
  private final Map<Object, LibraryCall> calls = new HashMap<>();
  private Optional<KernelModule> kernels = Optional.empty();
  private long libraryBytes;

  private StageRow(Lowered lowered, Views views) {
    this.lowered = lowered;
    this.views = views;
  }

  /** Compiles what a device must run and chooses algorithms. */
  static StageRow prepare(Lowered lowered, Views views) {
    StageRow row = new StageRow(lowered, views);
    try {
      row.prepare();
      return row;
    } catch (RuntimeException | Error failure) {
      row.close();
      throw failure;
    }
  }

  private void prepare() {
    if (lowered.stages().stream().anyMatch(stage -> stage instanceof Stage.Kernel)) {
      kernels = Optional.of(views.device().compile(lowered.source()));
    }
    for (Stage stage : lowered.stages()) {
      if (!(stage instanceof Stage.Kernel)) {
        libraryBytes = Math.max(libraryBytes, call(stage).workspaceBytes());
      }
    }
  }

  /** Its algorithm is chosen when it is first asked for; equal jobs are one call. */
  private LibraryCall call(Stage stage) {
    Device device = views.device();
    if (stage instanceof Stage.Convolution) {
      ConvolutionJob job = ((Stage.Convolution) stage).job();
      return calls.computeIfAbsent(job, unknown -> device.convolution(job));
    }
    ProductJob job = ((Stage.Product) stage).job();
    return calls.computeIfAbsent(job, unknown -> device.product(job));
  }

  /** What all stages need: the kernels' part first, then the libraries'. */
  long workspaceBytes() {
    return kernelBytes() + libraryBytes;
  }

  private long kernelBytes() {
    long alignment = DeviceArena.ALIGNMENT;
    return (lowered.workspaceBytes() + alignment - 1) / alignment * alignment;
  }

  /** What enqueues each stage, with the workspace at an address. */
  Runnable[] at(long workspace) {
    List<Runnable> work = new ArrayList<>();
    for (Stage stage : lowered.stages()) {
      long[] addresses =
          stage.operands().stream().mapToLong(operand -> address(operand, workspace)).toArray();
      work.add(bound(stage, addresses, workspace + kernelBytes()));
    }
    return work.toArray(new Runnable[0]);
  }

  private Runnable bound(Stage stage, long[] addresses, long libraryWorkspace) {
    if (stage instanceof Stage.Kernel) {
      Stage.Kernel kernel = (Stage.Kernel) stage;
      return kernels.orElseThrow().launch(kernel.name(), kernel.shape(), addresses);
    }
    return call(stage).bind(addresses, libraryWorkspace);
  }

  private long address(Operand operand, long workspace) {
    return operand instanceof Operand.Of
        ? views.address(((Operand.Of) operand).value())
        : workspace + ((Operand.Workspace) operand).offset();
  }

  /** What a stage is, for messages: its kernel's name or its library's algorithm. */
  String name(int stage) {
    Stage named = lowered.stages().get(stage);
    if (named instanceof Stage.Kernel) {
      return ((Stage.Kernel) named).name();
    }
    return named instanceof Stage.Convolution
        ? ((Stage.Convolution) named).job().toString()
        : ((Stage.Product) named).job().toString();
  }

  /** How many of the program's first instructions are done after each stage. */
  int[] done() {
    return lowered.instructions().stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public void close() {
    calls.values().forEach(LibraryCall::close);
    calls.clear();
    kernels.ifPresent(KernelModule::close);
    kernels = Optional.empty();
  }
}
