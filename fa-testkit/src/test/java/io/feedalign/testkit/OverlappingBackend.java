package io.feedalign.testkit;

import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A reference backend whose begun runs take place as they are finished. Whatever is forbidden in
 * between is an error.
 */
class OverlappingBackend extends ForwardingBackend {
  /** What such a backend may get wrong. */
  enum Mistake {
    /** What lands is seen by a run under way. */
    AT_ONCE,
    /** What landed is never seen. */
    NEVER,
    /** What landed is taken over by every later run. */
    ALWAYS,
    /** Any program takes over what landed for another. */
    BY_ANYBODY,
    /** What is fed after it does not count. */
    OVER_WHAT_IS_FED,
    /** What was begun does not take place. */
    NO_RUN
  }

  private final Set<Mistake> mistakes;
  private final Map<Value, Tensor> shared = new HashMap<>();
  private int landed;
  private Optional<Bound> underWay = Optional.empty();

  OverlappingBackend(Mistake... mistakes) {
    this.mistakes = EnumSet.noneOf(Mistake.class);
    this.mistakes.addAll(Set.of(mistakes));
  }

  /** One without mistakes, as others see it. */
  static Backend sound() {
    return new OverlappingBackend();
  }

  /** How many times something was written to where it lands. */
  int landed() {
    return landed;
  }

  private boolean wrong(Mistake mistake) {
    return mistakes.contains(mistake);
  }

  private void requireIdle() {
    Checks.that(underWay.isEmpty(), "Something is touched while a program runs");
  }

  @Override
  public Executable bind(Program program, MemoryPlan plan, Arenas arenas) {
    return new Bound(super.bind(program, plan, arenas));
  }

  private final class Bound implements Executable {
    private final Executable inner;
    private final Map<Value, Tensor> places =
        wrong(Mistake.BY_ANYBODY) ? shared : new LinkedHashMap<>();
    private final Map<Value, Boolean> fresh = new HashMap<>();

    Bound(Executable inner) {
      this.inner = inner;
    }

    private void takeOver() {
      requireIdle();
      places.forEach(
          (feed, place) -> {
            boolean due = fresh.getOrDefault(feed, wrong(Mistake.BY_ANYBODY));
            if (due && !wrong(Mistake.NEVER)) {
              Tensors.write(inner.tensor(feed), Tensors.read(place));
            }
            fresh.put(feed, wrong(Mistake.ALWAYS));
          });
    }

    @Override
    public void run() {
      takeOver();
      inner.run();
    }

    @Override
    public void begin() {
      takeOver();
      underWay = Optional.of(this);
    }

    @Override
    public void finish() {
      Checks.that(underWay.filter(this::equals).isPresent(), "This program was not begun");
      underWay = Optional.empty();
      if (!wrong(Mistake.NO_RUN)) {
        inner.run();
      }
    }

    @Override
    public Tensor tensor(Value value) {
      Tensor tensor = inner.tensor(value);
      return watched(
          tensor,
          call -> requireIdle(),
          call -> {
            if (call.getName().startsWith("write") && !wrong(Mistake.OVER_WHAT_IS_FED)) {
              fresh.put(value, false);
            }
          });
    }

    @Override
    public Optional<Tensor> next(Value feed) {
      if (wrong(Mistake.AT_ONCE)) {
        return Optional.of(inner.tensor(feed));
      }
      double[] store = new double[Math.toIntExact(feed.shape().elements())];
      Tensor place =
          places.computeIfAbsent(feed, any -> new ReferenceTensor(new Cells(store, 0, feed)));
      return Optional.of(
          watched(
              place,
              call -> Checks.that(!call.getName().startsWith("read"), "It can only be written"),
              call -> {
                fresh.put(feed, true);
                landed++;
              }));
    }

    @Override
    public void close() {
      Checks.that(underWay.filter(this::equals).isEmpty(), "This program is still running");
      inner.close();
    }
  }

  /** Told of a call. */
  private interface Ear {
    void hear(Method call);
  }

  private static Tensor watched(Tensor tensor, Ear before, Ear after) {
    return (Tensor)
        Proxy.newProxyInstance(
            Tensor.class.getClassLoader(),
            new Class<?>[] {Tensor.class},
            (proxy, call, arguments) -> {
              boolean exchanges = call.getName().matches("read|write|writeInLayout|toArray");
              if (exchanges) {
                before.hear(call);
              }
              try {
                Object result = call.invoke(tensor, arguments);
                if (exchanges) {
                  after.hear(call);
                }
                return result;
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
