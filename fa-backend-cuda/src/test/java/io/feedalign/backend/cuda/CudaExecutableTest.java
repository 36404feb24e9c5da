package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.WorkingMemory;
import io.feedalign.error.FaException;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CudaExecutableTest {
  private static final String SUM = "[affine_0, part_1, whole_2]";

  private final RecordingDevice device = new RecordingDevice();
  private final CudaBackend backend = RecordedPrograms.backend(device);

  private Rig rig(Sketch sketch) {
    return new Rig(backend, sketch.program(), Placement.separate());
  }

  private static Arenas arenas(CudaBackend backend) {
    return new Arenas(
        backend.allocate(1 << 16, Lifetime.PERSISTENT),
        backend.allocate(1 << 16, Lifetime.SCRATCH));
  }

  private Executable bind(Sketch sketch, Arenas arenas) {
    Program program = sketch.program();
    MemoryPlan plan = Placement.separate().plan(program, backend.storage(program));
    return backend.bind(program, plan, arenas);
  }

  @Test
  void bindingCapturesTheStagesInOrderAndLaunchesNothing() {
    rig(RecordedPrograms.sums(10));
    List<String> told = device.told();
    assertEquals(List.of("compile", "allocate 256", "capture " + SUM), told.subList(2, 5));
    assertEquals(5, told.size());
  }

  @Test
  void aRunIsOneGraphAndWaits() {
    Rig rig = rig(RecordedPrograms.sums(10));
    device.told();
    rig.run();
    rig.run();
    assertEquals(
        List.of("launch " + SUM, "synchronize", "launch " + SUM, "synchronize"), device.told());
  }

  @Test
  void uploadsAreEnqueuedBeforeTheGraphAndNotWaitedFor() {
    Sketch sketch = RecordedPrograms.sums(10);
    Rig rig = rig(sketch);
    rig.write(sketch.numbers());
    rig.run();
    device.told();
    rig.write(sketch.numbers());
    rig.run();
    assertEquals(List.of("upload 40", "launch " + SUM, "synchronize"), device.told());
  }

  @Test
  void libraryCallsGetTheWorkspaceBehindTheKernels() {
    Rig rig = rig(RecordedPrograms.product());
    assertTrue(device.told().contains("allocate " + RecordingDevice.LIBRARY_WORKSPACE));
    rig.run();
    assertEquals("launch [product, affine_0]", device.told().get(0));
  }

  @Test
  void programsShareOneWorkspaceThatIsAsLargeAsTheLargestNeed() {
    Arenas arenas = arenas(backend);
    Executable small = bind(RecordedPrograms.sums(32), arenas);
    device.told();
    Executable large = bind(RecordedPrograms.sums(640), arenas);
    assertEquals(
        List.of("compile", "allocate 5120", "capture " + SUM, "free", "capture " + SUM),
        device.told());
    assertEquals(new WorkingMemory(0, 256), small.working());
    assertEquals(new WorkingMemory(0, 5120), large.working());
    bind(RecordedPrograms.sums(64), arenas);
    assertEquals(List.of("compile", "capture " + SUM), device.told());
    assertEquals(3, device.open().stream().filter("graph"::equals).count());
  }

  @Test
  void aClosedProgramIsNotCapturedAgain() {
    Arenas arenas = arenas(backend);
    bind(RecordedPrograms.sums(32), arenas).close();
    device.told();
    bind(RecordedPrograms.sums(640), arenas);
    assertEquals(1, device.told().stream().filter(event -> event.startsWith("capture")).count());
  }

  @Test
  void closingReleasesEverything() {
    Sketch sketch = RecordedPrograms.product();
    Rig rig = rig(sketch);
    rig.write(sketch.numbers());
    rig.run();
    rig.close();
    backend.close();
    assertEquals(List.of(), device.open());
    List<String> told = device.told();
    assertEquals("close", told.get(told.size() - 1));
  }

  @Test
  void aFailedBindingReleasesWhatItTook() {
    Arenas arenas = arenas(backend);
    List<String> before = List.copyOf(device.open());
    device.fail("choose");
    assertThrows(FaException.class, () -> bind(RecordedPrograms.product(), arenas));
    assertEquals(before, device.open());
  }

  @Test
  void aFailedCaptureReleasesWhatItTook() {
    Arenas arenas = arenas(backend);
    device.fail("affine");
    assertThrows(FaException.class, () -> bind(RecordedPrograms.sums(4), arenas));
    arenas.scratch().close();
    arenas.persistent().close();
    assertEquals(List.of(), device.open());
  }

  @Test
  void aProfileRunsStageByStageOutsideTheGraph() {
    Arenas arenas = arenas(backend);
    Executable sum = bind(RecordedPrograms.sums(10), arenas);
    device.told();
    List<Integer> done = new ArrayList<>();
    sum.run(done::add);
    assertEquals(List.of(0, 1, 2, 2), done);
    assertEquals(
        List.of(
            "synchronize",
            "affine_0",
            "synchronize",
            "part_1",
            "synchronize",
            "whole_2",
            "synchronize"),
        device.told());
  }

  @Test
  void aFailureInAProfileNamesItsStage() {
    Executable sum = bind(RecordedPrograms.sums(10), arenas(backend));
    device.fail("part_1");
    FaException failure = assertThrows(FaException.class, () -> sum.run(step -> {}));
    assertEquals("Stage 'part_1' failed. The device failed.", failure.getMessage());
  }

  @Test
  void aProgramOfNothingNeedsNoGraph() {
    Sketch sketch = new Sketch();
    Value x = sketch.scalar(2.5);
    sketch.read(x);
    Rig rig = Rig.on(backend, sketch);
    rig.run();
    assertEquals(2.5, rig.read(x)[0]);
    rig.close();
    assertTrue(device.told().stream().noneMatch(event -> event.startsWith("capture")));
  }

  @Test
  void whatWasClosedRefuses() {
    Arenas arenas = arenas(backend);
    Sketch sketch = RecordedPrograms.sums(4);
    Executable first = bind(sketch, arenas);
    Executable second = bind(RecordedPrograms.sums(4), arenas);
    first.close();
    assertEquals(
        "This program was closed and cannot run any more.",
        assertThrows(FaException.class, first::run).getMessage());
    arenas.persistent().close();
    assertEquals(
        "This arena was closed; its tensors are gone.",
        assertThrows(FaException.class, second::run).getMessage());
    Value feed = sketch.program().feeds().get(0);
    assertThrows(FaException.class, () -> first.tensor(feed).toArray());
  }

  @Test
  void arenasOfAnotherDeviceAreRefused() {
    Arenas others = arenas(RecordedPrograms.backend(new RecordingDevice()));
    FaException refusal =
        assertThrows(FaException.class, () -> bind(RecordedPrograms.sums(4), others));
    assertTrue(String.valueOf(refusal.getMessage()).contains("arenas that it allocated itself"));
  }

  @Test
  void onlyWhatIsOutsideTheProgramHasATensor() {
    Sketch sketch = RecordedPrograms.sums(4);
    Executable sum = bind(sketch, arenas(backend));
    Value between = sketch.program().body().get(0).output();
    assertThrows(FaException.class, () -> sum.tensor(between));
  }

  @Test
  void anArenaLargerThanTheDeviceIsRefusedWithItsSize() {
    FaException refusal =
        assertThrows(
            FaException.class,
            () -> backend.allocate(RecordingDevice.MEMORY + 1, Lifetime.SCRATCH).close());
    assertTrue(
        String.valueOf(refusal.getMessage())
            .startsWith("The plan needs 67108865 bytes of scratch memory"),
        refusal.getMessage());
    try (Arena exact = backend.allocate(1000, Lifetime.SCRATCH)) {
      assertEquals(1000, exact.bytes());
    }
  }
}
