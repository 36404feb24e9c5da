package io.feedalign.testkit;

import io.feedalign.ir.Op;
import java.util.List;

/** What an operation does, as plain loops over numbers. */
@FunctionalInterface
interface Loop<O extends Op> {

  /** Computes every output from the inputs. */
  void run(O op, List<Cells> inputs, List<Cells> outputs);
}
