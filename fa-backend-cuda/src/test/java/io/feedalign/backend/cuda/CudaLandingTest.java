package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Arenas;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.WorkingMemory;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Form;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.Sketch;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a device is told when a feed's next content lands while a program runs. */
class CudaLandingTest {
  private static final String LAUNCH = "launch [affine_0, part_1, whole_2]";
  private static final int ELEMENTS = 10;

  private final RecordingDevice device = new RecordingDevice();
  private final CudaBackend backend = RecordedPrograms.backend(device);
  private final Arenas arenas =
      new Arenas(
          backend.allocate(1 << 16, Lifetime.PERSISTENT),
          backend.allocate(1 << 16, Lifetime.SCRATCH));
  private final Program program = RecordedPrograms.sums(ELEMENTS).program();
  private final Value x = program.feeds().get(0);
  private final Executable sums = bind(program, arenas);

  private Executable bind(Program bound, Arenas places) {
    return backend.bind(bound, Placement.separate().plan(bound, backend.storage(bound)), places);
  }

  private void land(float number) {
    fill(sums.next(x).orElseThrow(), number);
  }

  private static void fill(Tensor tensor, float number) {
    float[] numbers = new float[(int) tensor.shape().elements()];
    Arrays.fill(numbers, number);
    tensor.write(FloatBuffer.wrap(numbers));
  }

  /** A run with everything that is made once already there. */
  private void once() {
    sums.begin();
    land(1);
    sums.finish();
    sums.run();
    device.told();
  }

  @Test
  void whatLandsGoesItsOwnWayWhileTheProgramRuns() {
    once();
    sums.begin();
    land(2);
    sums.finish();
    assertEquals(List.of(LAUNCH, "land 40", "synchronize"), device.told());
  }

  @Test
  void theNextRunWaitsForItAndCopiesItAndFreesThePlaceBeforeItWorks() {
    once();
    land(2);
    device.told();
    sums.begin();
    assertEquals(List.of("join", "copy 40", "follow", LAUNCH), device.told());
    sums.finish();
    sums.run();
    assertEquals(List.of("synchronize", LAUNCH, "synchronize"), device.told());
    assertEquals(2, sums.tensor(x).toArray()[0]);
  }

  @Test
  void aProfileTakesItOverToo() {
    once();
    land(2);
    device.told();
    sums.run(step -> {});
    assertEquals(List.of("join", "copy 40", "follow", "synchronize"), device.told().subList(0, 4));
    assertEquals(2, sums.tensor(x).toArray()[0]);
  }

  @Test
  void theStreamAndThePlaceAreMadeWhenTheyAreFirstWanted() {
    device.told();
    sums.next(x);
    assertEquals(List.of("stream", "allocate 40", "follow"), device.told());
    sums.next(x);
    assertEquals(List.of(), device.told());
    assertEquals(new WorkingMemory(40, 256), sums.working());
  }

  @Test
  void whatIsFedAfterItCounts() {
    once();
    land(2);
    fill(sums.tensor(x), 3);
    device.told();
    sums.run();
    assertEquals(List.of(LAUNCH, "synchronize"), device.told());
    assertEquals(3, sums.tensor(x).toArray()[0]);
  }

  @Test
  void anotherProgramTakesNothingOver() {
    once();
    land(2);
    Executable other = bind(program, arenas);
    fill(other.tensor(x), 3);
    device.told();
    other.run();
    assertEquals(List.of(LAUNCH, "synchronize"), device.told());
    assertEquals(3, sums.tensor(x).toArray()[0]);
    sums.run();
    assertEquals(2, other.tensor(x).toArray()[0]);
  }

  @Test
  void withoutMemoryForItNothingLandsAndNobodyAsksAgain() {
    device.lack("allocate 40");
    assertTrue(sums.next(x).isEmpty());
    device.told();
    assertTrue(sums.next(x).isEmpty());
    assertEquals(List.of(), device.told());
    sums.run();
  }

  @Test
  void aDeviceThatFailsIsNotTakenForAFullOne() {
    device.fail("allocate 40");
    FaException failure = assertThrows(FaException.class, () -> sums.next(x));
    assertEquals(ErrorKind.INTERNAL, failure.kind());
  }

  @Test
  void pinnedMemoryIsNotFilledAgainWhileItsContentsAreLanding() {
    int large = 11 * (Staging.PIECE / Float.BYTES);
    Sketch sketch = new Sketch();
    Value feed = sketch.feed(Form.parameter(Shape.of(large)), new double[large]);
    sketch.read(feed);
    Arenas room =
        new Arenas(
            backend.allocate(4L * large, Lifetime.PERSISTENT),
            backend.allocate(256, Lifetime.SCRATCH));
    Executable nothing = bind(sketch.program(), room);
    float[] numbers = new float[large];
    for (int i = 0; i < large; i++) {
      numbers[i] = i % 4099;
    }
    nothing.begin();
    nothing.next(feed).orElseThrow().write(FloatBuffer.wrap(numbers));
    assertFalse(device.told().contains("synchronize"), "the host waited for the program");
    nothing.finish();
    nothing.run();
    assertArrayEquals(numbers, nothing.tensor(feed).toArray());
  }

  @Test
  void closingWaitsForWhatIsOnItsWayAndReleasesEverything() {
    once();
    sums.begin();
    land(2);
    device.told();
    sums.close();
    assertEquals(List.of("synchronize", "synchronize stream", "free"), device.told());
    arenas.scratch().close();
    arenas.persistent().close();
    backend.close();
    assertEquals(List.of(), device.open());
  }

  @Test
  void onlyFeedsLandAndNobodyReadsThemThere() {
    Value sum = program.reads().get(0);
    assertThrows(FaException.class, () -> sums.next(sum));
    Tensor place = sums.next(x).orElseThrow();
    FaException refusal = assertThrows(FaException.class, place::toArray);
    assertTrue(String.valueOf(refusal.getMessage()).contains("cannot be read"));
  }
}
