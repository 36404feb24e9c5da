package io.feedalign.testkit;

import io.feedalign.optim.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * An update rule once more, in plain doubles and with memories of its own: what one tensor becomes
 * in each step. Shares nothing with the rule that it checks.
 */
@FunctionalInterface
public interface UpdateRecursion {

  /** The tensor after a step with this gradient. */
  double[] next(double[] weight, double[] gradient, Schedule.Progress at);

  /** The same for one element. */
  @FunctionalInterface
  interface Element {

    /** The element after a step with this gradient. */
    double next(double weight, double gradient, Schedule.Progress at);
  }

  /** A recursion that knows nothing of its neighbours, with fresh memories for each element. */
  static UpdateRecursion ofElements(Supplier<Element> fresh) {
    List<Element> elements = new ArrayList<>();
    return (weight, gradient, at) -> {
      double[] next = new double[weight.length];
      for (int i = 0; i < next.length; i++) {
        if (i == elements.size()) {
          elements.add(fresh.get());
        }
        next[i] = elements.get(i).next(weight[i], gradient[i], at);
      }
      return next;
    };
  }
}
