package io.feedalign.rules.formula;

import io.feedalign.credit.Formula;
import io.feedalign.spi.Settings;

/** What rules claim that bring credit to hidden layers by a way of its own. */
public final class DirectFormulas {
  private DirectFormulas() {}

  /** dfa: {@code g_v = e B_v}. */
  public static Formula error(Settings settings) {
    return projected(Rows.ERROR, settings);
  }

  /** sdfa: {@code g_v = sgn(e) B_v / N}. */
  public static Formula errorSign(Settings settings) {
    return projected(Rows.ERROR_SIGN, settings);
  }

  /** drtp: {@code g_v = y B_v / N}. */
  public static Formula target(Settings settings) {
    return projected(Rows.TARGET, settings);
  }

  /** densefa: {@code g_v = sum over k of delta_k B_(v<-k) / sqrt(terms)}. */
  public static Formula everySynapse(Settings settings) {
    return new DirectFormula(
        DirectFormula.Pathway.of(settings), new SumArrival(settings.text("reach")));
  }

  /** ifa: the error enters at the first hidden layer and goes on forwards through the weights. */
  public static Formula indirect() {
    return new IndirectFormula();
  }

  private static Formula projected(Rows rows, Settings settings) {
    return new DirectFormula(
        DirectFormula.Pathway.of(settings), new ProjectedArrival(rows, Matrices.named(settings)));
  }
}
