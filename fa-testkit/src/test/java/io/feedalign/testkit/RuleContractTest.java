package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Storage;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.ir.Program;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract passes right rules and notices the mistakes that authors of rules make. */
class RuleContractTest {

  @Nested
  class Exact extends RuleContract {
    @Override
    protected CreditAssignmentRule rule() {
      return SampleRules.exact();
    }
  }

  @Nested
  class Fixed extends RuleContract {
    @Override
    protected CreditAssignmentRule rule() {
      return SampleRules.fixed();
    }
  }

  private static void assertNoticed(String test, Supplier<CreditAssignmentRule> rule) {
    assertNoticed(test, rule, ReferenceBackend::new);
  }

  private static void assertNoticed(
      String test, Supplier<CreditAssignmentRule> rule, Supplier<Backend> backend) {
    RuleContract contract =
        new RuleContract() {
          @Override
          protected CreditAssignmentRule rule() {
            return rule.get();
          }

          @Override
          protected Backend backend() {
            return backend.get();
          }
        };
    assertTrue(ContractRun.failures(contract, test::equals).containsKey(test), test);
  }

  @Test
  void aStateThatNobodyReads() {
    assertNoticed("everyStateIsUsed", SampleRules::hoarding);
  }

  @Test
  void aFeedbackThatIsNotTheOneUsed() {
    assertNoticed("theReportedFeedbackIsTheOneUsed", SampleRules::lying);
  }

  @Test
  void samplesThatAreMixed() {
    assertNoticed("aBatchIsTheMeanOfItsSamples", SampleRules::mixing);
  }

  @Test
  void creditThatIsNought() {
    assertNoticed("aStepMovesEveryWeight", SampleRules::silent);
  }

  @Test
  void creditThatIsNoNumber() {
    assertNoticed("aStepMovesEveryWeight", SampleRules::undefined);
  }

  @Test
  void learningInTheWrongDirection() {
    assertNoticed("theLossFallsOnATinyTeacher", SampleRules::contrary);
  }

  @Test
  void aRuleWithAMemoryOfItsOwn() {
    int[] made = new int[1];
    Supplier<CreditAssignmentRule> forgetful =
        () ->
            (edge, context) ->
                (signals, emit) ->
                    emit.scale(
                        edge.pull(emit, signals.at(edge.output()), edge.weight()), ++made[0]);
    assertNoticed("theSameSeedGivesTheSameBits", forgetful);
    assertNoticed("goingOnFromSavedTensorsEqualsNotStopping", forgetful);
  }

  @Test
  void creditForTheImages() {
    assertNoticed("noCreditIsCarriedToTheImages", SampleRules::curious);
  }

  /** What a backend gets wrong shows under any rule. */
  @Test
  void numbersThatDrift() {
    int[] runs = new int[1];
    Supplier<Backend> drifting =
        () ->
            new ForwardingBackend() {
              @Override
              void afterRun(Program program, Executable bound) {
                for (Value value : program.reads()) {
                  runs[0]++;
                  double[] numbers = Tensors.read(bound.tensor(value));
                  Arrays.setAll(numbers, i -> numbers[i] * (1 + 1e-6 * runs[0]));
                  Tensors.write(bound.tensor(value), numbers);
                }
              }
            };
    for (String test :
        Set.of(
            "lossAndLastLayerAreLeftToCalculus",
            "eachLayerLearnsFromItsOwnSignal",
            "inferenceDoesNotLookAtTheRulesState")) {
      assertNoticed(test, SampleRules::exact, drifting);
    }
  }

  @Test
  void plansForAnotherSize() {
    int[] asked = new int[1];
    Supplier<Backend> growing =
        () ->
            new ForwardingBackend() {
              @Override
              public Map<Value, Storage> storage(Program program) {
                Map<Value, Storage> storage = super.storage(program);
                int more = 8 * asked[0]++;
                storage.replaceAll((v, need) -> new Storage(need.bytes() + more, 8));
                return storage;
              }
            };
    assertNoticed("programsAreSoundAndComputeNothingInVain", SampleRules::exact, growing);
  }

  @Test
  void aKernelThatChangesItsOperand() {
    ReferenceTable table = new ReferenceTable();
    table.put(
        Reshape.class,
        (op, in, out) -> {
          ReferenceAlgebra.reshape(op, in, out);
          in.get(0).set(0, 1);
        });
    assertNoticed(
        "aWatchedStepBreaksNoRule", SampleRules::exact, () -> new ReferenceBackend(table));
  }
}
