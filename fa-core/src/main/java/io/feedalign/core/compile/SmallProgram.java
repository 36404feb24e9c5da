package io.feedalign.core.compile;

import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.core.run.TensorNumbers;
import io.feedalign.error.FaException;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Program;
import io.feedalign.ir.Tape;
import io.feedalign.ir.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A few instructions on given numbers, run once. */
final class SmallProgram {
  private final Tape tape = new Tape(new AtomicInteger());
  private final Map<Value, double[]> given = new LinkedHashMap<>();

  Emitter emit() {
    return Emitter.on(tape);
  }

  /** A value that holds these numbers. */
  Value given(String name, Form form, double[] numbers) {
    if (numbers.length != form.shape().elements()) {
      throw FaException.plugin(
          "A formula gave "
              + numbers.length
              + " numbers where "
              + form.shape()
              + " takes "
              + form.shape().elements()
              + ".");
    }
    Value value = tape.declare(name, form);
    given.put(value, numbers);
    return value;
  }

  /** Runs what was written; the result's numbers. */
  double[] run(Backend backend, Value result) {
    List<Value> results = List.of(result);
    Program program =
        new Program(
            "arithmetic",
            Cadence.ON_DEMAND,
            Simplifier.simplify(tape.instructions(), results),
            List.copyOf(given.keySet()),
            List.of(),
            results);
    try (LoneProgram lone = new LoneProgram(backend, program)) {
      Executable executable = lone.executable();
      given.forEach((value, numbers) -> TensorNumbers.write(executable.tensor(value), numbers));
      executable.run();
      return TensorNumbers.read(executable.tensor(result));
    }
  }
}
