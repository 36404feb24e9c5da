package io.feedalign.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.backend.Backend;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.nn.Network;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every credit-assignment rule must do, whatever it lets cross the edges: leave the loss and
 * the last layer to calculus, teach each layer by its own signal, be reproducible, and learn.
 *
 * <pre>{@code
 * class FeedbackAlignmentTest extends RuleContract {
 *   @Override
 *   protected CreditAssignmentRule rule() {
 *     return new Layerwise(new FeedbackAlignment());
 *   }
 * }
 * }</pre>
 */
public abstract class RuleContract {

  /** The rule, ready to compile with. */
  protected abstract CreditAssignmentRule rule();

  /** A fresh backend; the contract closes it. */
  protected Backend backend() {
    return new ReferenceBackend();
  }

  /** The networks to teach; no dropout, and no batch norm where samples are taken one by one. */
  protected List<Network> networks() {
    return List.of(TinyNetworks.mlp(), TinyNetworks.conv(), TinyNetworks.residual());
  }

  /** The learning rate at which the loss of {@link TinyNetworks#mlp} should fall. */
  protected double rate() {
    return 0.2;
  }

  /** Whether a hundred steps on one batch are enough to learn something. */
  protected boolean learns() {
    return true;
  }

  /** Whether the gradient of a batch is the mean of its samples' gradients. */
  protected boolean averagesOverTheBatch() {
    return true;
  }

  @TestFactory
  Stream<DynamicTest> lossAndLastLayerAreLeftToCalculus() {
    return each(RuleChecks::lastLayerIsExact);
  }

  @TestFactory
  Stream<DynamicTest> eachLayerLearnsFromItsOwnSignal() {
    return each(RuleChecks::gradientsAreCorrelations);
  }

  @TestFactory
  Stream<DynamicTest> theReportedFeedbackIsTheOneUsed() {
    return each(RuleChecks::feedbackIsWhatWasUsed);
  }

  @TestFactory
  Stream<DynamicTest> theSameSeedGivesTheSameBits() {
    return each(RuleChecks::sameSeedSameBits);
  }

  @TestFactory
  Stream<DynamicTest> aStepMovesEveryWeight() {
    return each(RuleChecks::everyWeightMoves);
  }

  @TestFactory
  Stream<DynamicTest> aBatchIsTheMeanOfItsSamples() {
    return each(
        bench -> {
          assumeTrue(averagesOverTheBatch(), "this rule mixes samples");
          RuleChecks.batchIsTheMean(bench);
        });
  }

  @TestFactory
  Stream<DynamicTest> inferenceDoesNotLookAtTheRulesState() {
    return each(RuleRuns::inferenceIgnoresTheRule);
  }

  @TestFactory
  Stream<DynamicTest> goingOnFromSavedTensorsEqualsNotStopping() {
    return each(RuleRuns::resuming);
  }

  @TestFactory
  Stream<DynamicTest> theLossFallsOnATinyTeacher() {
    assumeTrue(learns(), "this rule is not expected to learn so soon");
    return Stream.of(
        dynamicTest("tiny-mlp", () -> on(TinyNetworks.mlp(), b -> RuleRuns.learns(b, rate()))));
  }

  @TestFactory
  Stream<DynamicTest> programsAreSoundAndComputeNothingInVain() {
    return each(RulePlans::sound);
  }

  @TestFactory
  Stream<DynamicTest> noCreditIsCarriedToTheImages() {
    return each(RulePlans::nothingBelowTheFirstLayer);
  }

  @TestFactory
  Stream<DynamicTest> everyStateIsUsed() {
    return each(RulePlans::statesAreUsed);
  }

  @TestFactory
  Stream<DynamicTest> aWatchedStepBreaksNoRule() {
    return each(RuleRuns::watched);
  }

  private Stream<DynamicTest> each(Consumer<RuleBench> check) {
    return networks().stream()
        .map(network -> dynamicTest(network.name(), () -> on(network, check)));
  }

  private void on(Network network, Consumer<RuleBench> check) {
    try (Backend backend = backend()) {
      check.accept(new RuleBench(backend, rule(), network));
    }
  }
}
