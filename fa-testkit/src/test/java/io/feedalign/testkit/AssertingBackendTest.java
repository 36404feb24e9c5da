package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.error.FaException;
import io.feedalign.ir.Affine;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Op;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each deliberate violation is caught, and named. */
class AssertingBackendTest {

  private static final Form WIDE = Form.parameter(Shape.of(4, 16));
  private static final Form FLAT = Form.parameter(Shape.of(64));

  private final Sketch sketch = new Sketch();

  private static <O extends Op> Backend wrong(Class<O> op, Loop<O> loop) {
    ReferenceTable table = new ReferenceTable();
    table.put(op, loop);
    return new ReferenceBackend(table);
  }

  private static void assertCaught(String named, org.junit.jupiter.api.function.Executable body) {
    String message = String.valueOf(assertThrows(FaException.class, body).getMessage());
    assertTrue(message.contains(named), message);
  }

  @Test
  void programsAsAWholeMayBeWatched() {
    Value y = sketch.emit().affine(sketch.normal(WIDE), 2, 1);
    sketch.read(y);
    Value x = sketch.program().feeds().get(0);
    try (Rig rig = Rig.on(AssertingBackend.around(new ReferenceBackend()), sketch)) {
      rig.run();
      double[] wanted = sketch.numbers().get(x).clone();
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = 2 * wanted[i] + 1;
      }
      assertClose("y", wanted, rig.read(y), 0);
    }
  }

  @Test
  void aKernelThatTrustsFreshMemoryReadsPoison() {
    Geometry window = Geometry.square(2, 3, 0);
    Value signal = sketch.normal(Form.activation(Shape.of(1, 1, 2, 2)));
    Value weight = sketch.normal(Form.parameter(Shape.of(1, 1, 2, 2)));
    Shape input = Shape.of(1, 1, 6, 6);
    Value pulled = sketch.apply(new Conv2dInputGrad(window, input), signal, weight).get(0);
    Backend adding = wrong(Conv2dInputGrad.class, AssertingBackendTest::adding);
    try (Rig plain = Rig.on(adding, sketch);
        Rig watched = Rig.on(AssertingBackend.around(adding), sketch)) {
      plain.run();
      assertTrue(Double.isFinite(plain.read(pulled)[0]), "unnoticed without poison");
      watched.run();
      assertTrue(Double.isNaN(watched.read(pulled)[0]), "poison went unread");
    }
  }

  private static void adding(Conv2dInputGrad op, List<Cells> in, List<Cells> out) {
    double before = out.get(0).at(0);
    ReferenceConv.pull(op, in, out);
    out.get(0).set(0, out.get(0).at(0) + before);
  }

  @Test
  void aKernelThatChangesItsOperandIsNamed() {
    Value flat = sketch.apply(new Reshape(FLAT), sketch.normal(WIDE)).get(0);
    sketch.read(sketch.emit().abs(flat));
    Backend scribbling =
        wrong(
            Reshape.class,
            (op, in, out) -> {
              ReferenceAlgebra.reshape(op, in, out);
              in.get(0).set(3, -1);
            });
    try (Rig rig = Rig.on(AssertingBackend.stepByStep(scribbling), sketch)) {
      assertCaught("feed0 [4x16] changed", rig::run);
    }
  }

  @Test
  void aKernelThatReadsWhatIsDeadReadsPoison() {
    Cells[] remembered = new Cells[1];
    Backend late =
        wrong(
            Conv2d.class,
            (op, in, out) -> {
              ReferenceConv.drive(op, in, out);
              if (remembered[0] == null) {
                remembered[0] = in.get(0);
              }
              out.get(0).set(0, remembered[0].at(0));
            });
    Geometry window = Geometry.square(1, 1, 0);
    Value weight = sketch.normal(Form.parameter(Shape.of(1, 1, 1, 1)));
    Value first = sketch.emit().scale(sketch.normal(Form.activation(Shape.of(1, 1, 8, 8))), 3);
    Value second = sketch.emit().conv2d(first, weight, window);
    Value third = sketch.emit().conv2d(second, weight, window);
    sketch.read(third);
    try (Rig rig = Rig.on(AssertingBackend.stepByStep(late), sketch)) {
      rig.run();
      assertTrue(Double.isNaN(rig.read(third)[0]), "poison went unread");
    }
  }

  @Test
  void aKernelThatWritesBeyondTheArenaIsCaught() {
    sketch.read(sketch.emit().affine(sketch.normal(WIDE), 2, 1));
    Backend beyond =
        wrong(
            Affine.class,
            (op, in, out) -> {
              ReferencePointwise.single(op, in, out);
              Cells y = out.get(0);
              y.store()[y.offset() + y.count()] = 1;
            });
    Rig rig = Rig.on(AssertingBackend.around(beyond), sketch);
    assertCaught("Something wrote behind the end of the SCRATCH arena", rig::run);
  }

  @Test
  void whatIsClosedStaysClosed() {
    sketch.read(sketch.emit().affine(sketch.normal(WIDE), 2, 1));
    Backend backend = AssertingBackend.around(new ReferenceBackend());
    Rig rig = Rig.on(backend, sketch);
    rig.close();
    assertCaught("is used after it was closed", rig::run);
    backend.close();
    assertCaught("is used after it was closed", () -> Rig.on(backend, sketch));
  }

  @Test
  void aFaultyPlanIsRefused() {
    Value sum = sketch.emit().add(sketch.normal(WIDE), sketch.normal(WIDE));
    sketch.read(sum, sketch.emit().norm(sum));
    Placement stacked = PlanAuditTest.stacked();
    Backend backend = AssertingBackend.around(new ReferenceBackend());
    assertCaught("while both live", () -> new Rig(backend, sketch.program(), stacked));
  }

  @Test
  void arenasOfAnotherBackendAreRefused() {
    sketch.read(sketch.normal(WIDE));
    Backend watched = AssertingBackend.around(new ReferenceBackend());
    Backend mixed =
        new ForwardingBackend() {
          @Override
          public io.feedalign.backend.Executable bind(
              io.feedalign.ir.Program program,
              io.feedalign.backend.MemoryPlan plan,
              io.feedalign.backend.Arenas arenas) {
            return watched.bind(program, plan, arenas);
          }
        };
    assertCaught("arena of another backend", () -> Rig.on(mixed, sketch));
  }
}
