package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs that are begun and finished apart, and what lands for the next one in between. */
final class LandingChecks {
  private static final int FEW = 7;

  /** More than fits any one piece in which a backend may copy. */
  private static final int MANY = 2_500_000;

  private LandingChecks() {}

  /** Each claim is about two programs that share a feed: twice it, and three times it. */
  static Map<String, Consumer<Backend>> all() {
    Map<String, Consumer<Backend>> checks = new LinkedHashMap<>();
    add(checks, "a run under way does not see what lands", LandingChecks::notSeenUnderWay);
    add(checks, "the next run does, and so does the one after it", LandingChecks::seenNext);
    add(checks, "another program neither sees nor spoils it", LandingChecks::between);
    add(checks, "what lands last counts", LandingChecks::twice);
    add(checks, "what was fed after it counts", LandingChecks::fedAfter);
    add(checks, "run after run", LandingChecks::manyRuns);
    checks.put("many elements", backend -> on(backend, MANY, LandingChecks::large));
    for (Form form : TensorChecks.FORMS) {
      checks.put("of form " + form, backend -> form(backend, form));
    }
    checks.put("integers", backend -> form(backend, Form.integers(Shape.of(9))));
    return checks;
  }

  private static void add(
      Map<String, Consumer<Backend>> checks, String name, Consumer<Pair> check) {
    checks.put(name, backend -> on(backend, FEW, check));
  }

  /** Begun and finished, a program gives what it gives when it is run. */
  static void begunIsRun(Backend backend, ProgramCase check) {
    Sketch sketch = check.sketch();
    Map<Value, double[]> run = results(backend, sketch, Rig::run);
    Map<Value, double[]> begun =
        results(
            backend,
            sketch,
            rig -> {
              rig.begin();
              rig.finish();
            });
    run.forEach(
        (value, numbers) ->
            assertSameBits(
                value.toString(), numbers, Checks.known(begun.get(value), "no " + value)));
  }

  private static Map<Value, double[]> results(
      Backend backend, Sketch sketch, Consumer<Rig> running) {
    Map<Value, double[]> results = new LinkedHashMap<>();
    try (Rig rig = Rig.on(backend, sketch)) {
      running.accept(rig);
      running.accept(rig);
      sketch.program().states().forEach(value -> results.put(value, rig.read(value)));
      sketch.program().reads().stream()
          .filter(value -> value.type() != DType.U8)
          .forEach(value -> results.put(value, rig.read(value)));
    }
    return results;
  }

  /** Two programs in the same memory. */
  private record Pair(Value x, Out twice, Out thrice) {
    void feed(double number) {
      twice.feed(x, number);
    }

    void land(double number) {
      Tensors.write(place(twice.bound, x), filled(x, number));
    }
  }

  /** One of them, and what it makes of the feed. */
  private record Out(Executable bound, Value result) {
    void feed(Value x, double number) {
      Tensors.write(bound.tensor(x), filled(x, number));
    }

    void gives(double number) {
      assertArrayEquals(filled(result, number), Tensors.read(bound.tensor(result)));
    }
  }

  private static double[] filled(Value value, double number) {
    double[] numbers = new double[Math.toIntExact(value.shape().elements())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number * (1 + i % 4099);
    }
    return numbers;
  }

  private static Tensor place(Executable bound, Value feed) {
    Optional<Tensor> place = bound.next(feed);
    assumeTrue(place.isPresent(), "nothing lands on this backend");
    return place.orElseThrow();
  }

  private static void on(Backend backend, int elements, Consumer<Pair> check) {
    Sketch sketch = new Sketch();
    Form form = Form.parameter(Shape.of(elements));
    Value x = sketch.feed(form, new double[elements]);
    sketch.read(sketch.emit().scale(x, 2), sketch.emit().scale(x, 3));
    Program both = sketch.program();
    MemoryPlan plan = Placement.separate().plan(both, backend.storage(both));
    try (Arena lasting = backend.allocate(bytes(plan), Lifetime.PERSISTENT);
        Arena scratch = backend.allocate(plan.scratchBytes(), Lifetime.SCRATCH);
        Executable twice = backend.bind(part(both, 0), plan, new Arenas(lasting, scratch));
        Executable thrice = backend.bind(part(both, 1), plan, new Arenas(lasting, scratch))) {
      List<Value> reads = both.reads();
      check.accept(new Pair(x, new Out(twice, reads.get(0)), new Out(thrice, reads.get(1))));
    }
  }

  private static long bytes(MemoryPlan plan) {
    return plan.places().values().stream()
        .filter(place -> place.lifetime() == Lifetime.PERSISTENT)
        .mapToLong(Place::bytes)
        .sum();
  }

  private static Program part(Program both, int index) {
    Instruction step = both.body().get(index);
    return new Program(
        "part" + index,
        both.cadence(),
        List.of(step),
        both.feeds(),
        List.of(),
        List.of(step.output()));
  }

  private static void notSeenUnderWay(Pair pair) {
    pair.feed(1);
    pair.twice.bound.begin();
    pair.land(5);
    pair.twice.bound.finish();
    pair.twice.gives(2);
  }

  private static void seenNext(Pair pair) {
    notSeenUnderWay(pair);
    pair.twice.bound.run();
    pair.twice.gives(10);
    pair.twice.bound.begin();
    pair.twice.bound.finish();
    pair.twice.gives(10);
  }

  private static void between(Pair pair) {
    notSeenUnderWay(pair);
    pair.thrice.bound.run();
    pair.thrice.gives(3);
    pair.thrice.feed(pair.x, 100);
    pair.thrice.bound.run();
    pair.thrice.gives(300);
    pair.twice.bound.run();
    pair.twice.gives(10);
    pair.thrice.bound.run();
    pair.thrice.gives(15);
    pair.thrice.feed(pair.x, 100);
    pair.twice.bound.run();
    pair.twice.gives(200);
  }

  private static void twice(Pair pair) {
    pair.feed(1);
    pair.land(5);
    pair.land(6);
    pair.twice.bound.run();
    pair.twice.gives(12);
  }

  private static void fedAfter(Pair pair) {
    notSeenUnderWay(pair);
    pair.feed(7);
    pair.twice.bound.run();
    pair.twice.gives(14);
    pair.land(8);
    pair.twice.bound.run(step -> {});
    pair.twice.gives(16);
  }

  private static void manyRuns(Pair pair) {
    pair.feed(0);
    for (int run = 0; run < 20; run++) {
      pair.twice.bound.begin();
      pair.land(run + 1);
      pair.twice.bound.finish();
      pair.twice.gives(2 * run);
    }
  }

  private static void large(Pair pair) {
    seenNext(pair);
    pair.twice.bound.begin();
    pair.land(3);
    pair.twice.bound.finish();
    pair.twice.gives(10);
    pair.twice.bound.run();
    pair.twice.gives(6);
  }

  /** Whatever lands is written in logical order, as everywhere. */
  private static void form(Backend backend, Form form) {
    Sketch sketch = new Sketch();
    Value x = sketch.feed(form, new double[Math.toIntExact(form.shape().elements())]);
    sketch.read(x);
    try (Rig rig = Rig.on(backend, sketch)) {
      Optional<Tensor> place = rig.next(x);
      assumeTrue(place.isPresent(), "nothing lands on this backend");
      Tensors.write(place.orElseThrow(), filled(x, 1));
      assertArrayEquals(filled(x, 0), rig.read(x));
      rig.run();
      assertArrayEquals(filled(x, 1), rig.read(x));
    }
  }
}
