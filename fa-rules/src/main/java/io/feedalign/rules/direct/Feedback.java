package io.feedalign.rules.direct;

import io.feedalign.credit.Signals;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;

/** What a direct rule brings to a tap. */
interface Feedback {
  /** How many bytes it keeps for each tap. The order is that of the taps. */
  Budget.Needs needs(Site.Plan plan);

  /** Writes what arrives at a tap: a value of the tap's form. */
  Value arrive(Site site, Signals signals, Emitter emit);
}
