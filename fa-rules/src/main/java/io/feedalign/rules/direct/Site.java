package io.feedalign.rules.direct;

import io.feedalign.credit.Edge;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Value;
import java.util.Collection;

/**
 * One tap, seen while a step is compiled.
 *
 * @param tap the value at which feedback enters
 * @param context of the edge that carries it, where its states live
 */
record Site(Plan plan, Value tap, RuleContext context) {
  /**
   * All taps of a network.
   *
   * @param outputs units of the network's output
   */
  record Plan(Taps taps, int outputs) {
    static Plan of(Pathway pathway, RuleContext context) {
      long outputs = context.network().output().outputShape().elements();
      return new Plan(new Taps(context.edges(), pathway), Math.toIntExact(outputs));
    }

    /** Units of the widest tap. */
    int widest() {
      return values().stream().mapToInt(Site::units).max().orElse(0);
    }

    Collection<Value> values() {
      return taps.carriers().keySet();
    }

    /** The path of the layer that reads a tap and carries its feedback. */
    String pathOf(Value tap) {
      Edge carrier = taps.carriers().get(tap);
      return carrier == null ? tap.name() : carrier.path();
    }
  }

  /** Units of one sample at this tap. */
  int units() {
    return units(tap);
  }

  /** Units of one sample at a value. */
  static int units(Value value) {
    return Math.toIntExact(value.shape().elementsPerRow());
  }
}
