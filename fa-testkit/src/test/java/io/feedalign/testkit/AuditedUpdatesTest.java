package io.feedalign.testkit;

import static io.feedalign.testkit.Audited.ALIGNMENT;
import static io.feedalign.testkit.Audited.FIXED;
import static io.feedalign.testkit.Audited.MOMENTUM;
import static io.feedalign.testkit.Audited.audit;
import static io.feedalign.testkit.Audited.finds;
import static io.feedalign.testkit.Audited.on;

import io.feedalign.backend.Executable;
import io.feedalign.core.compile.Compiler;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateContext;
import io.feedalign.testkit.Audited.Claiming;
import java.nio.DoubleBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each fault between a gradient and the weight's change is found. */
class AuditedUpdatesTest {
  private static final Claiming HONEST = new Claiming(FIXED, ALIGNMENT);

  @Test
  void weightsThatAConstraintFreezesAreFound() {
    Constraint frozen = (emit, context, proposed) -> context.weight();
    finds(
        audit(on(HONEST).update(MOMENTUM).constraint(frozen), TinyNetworks.mlp()),
        "'dense1.weight' did not move in 4 steps, though its gradient is not zero");
  }

  @Test
  void aBrokenConstraintIsFound() {
    Constraint broken =
        new Constraint() {
          @Override
          public Value project(Emitter emit, UpdateContext context, Value proposed) {
            return proposed;
          }

          @Override
          public Optional<String> breach(UpdateContext context, double[] start, double[] now) {
            return Optional.of("it went from " + start.length + " numbers to " + now.length);
          }
        };
    finds(
        audit(on(HONEST).constraint(broken), TinyNetworks.mlp()),
        "'dense1.weight' broke its constraint in step 0: it went from 96 numbers to 96");
  }

  @Test
  void aMomentumThatIsDroppedIsFound() {
    ForwardingBackend forgetful =
        new ForwardingBackend() {
          @Override
          void afterRun(Program program, Executable bound) {
            for (Value state : program.states()) {
              if (state.name().endsWith(".momentum")) {
                int size = Math.toIntExact(state.form().shape().elements());
                bound.tensor(state).write(DoubleBuffer.allocate(size));
              }
            }
          }
        };
    finds(
        audit(Compiler.on(forgetful).rule(HONEST).update(MOMENTUM), TinyNetworks.mlp()),
        "'dense1.weight.momentum', step 0: its change is off what update and constraint make of"
            + " the gradient by 1.0 of its norm");
  }
}
