package io.feedalign.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every layer must do: say its output's shape truly, give the exact derivative backwards to
 * inputs and to parameters, keep nothing that it does not need. All in double precision on {@link
 * ReferenceBackend}.
 *
 * <pre>{@code
 * class DenseLayerTest extends LayerContract {
 *   @Override
 *   protected List<LayerCase> cases() {
 *     return List.of(LayerCase.of("with bias", DenseLayer.of(5, 3), 4, 5));
 *   }
 * }
 * }</pre>
 */
public abstract class LayerContract {

  /** The layers to check, on inputs of at most some hundred elements. */
  protected abstract List<LayerCase> cases();

  @TestFactory
  Stream<DynamicTest> outputShapeIsThatOfTheForwardPass() {
    return each(LayerShapes::forward);
  }

  @TestFactory
  Stream<DynamicTest> pullbacksHaveTheFormOfWhatTheyReach() {
    return each(LayerShapes::pullbacks);
  }

  @TestFactory
  Stream<DynamicTest> parametersAreNamedAndInitialized() {
    return each(LayerShapes::parameters);
  }

  @TestFactory
  Stream<DynamicTest> pullbacksAreTheDerivativeElementByElement() {
    return each(LayerDerivatives::elementByElement);
  }

  @TestFactory
  Stream<DynamicTest> pullbacksAreTheAdjointOfTheDerivative() {
    return each(LayerDerivatives::adjoint);
  }

  @TestFactory
  Stream<DynamicTest> aSynapseIsOneTrilinearForm() {
    return each(LayerSynapses::trilinear);
  }

  @TestFactory
  Stream<DynamicTest> aSynapticLayerDrivesPullsAndCorrelates() {
    return each(LayerSynapses::layerAndSynapseAgree);
  }

  @TestFactory
  Stream<DynamicTest> nothingIsKeptThatNoPullbackUses() {
    return each(LayerTraces::keepsOnlyWhatIsUsed);
  }

  @TestFactory
  Stream<DynamicTest> onlyLearningMovesStatistics() {
    return each(LayerTraces::onlyLearningAssigns);
  }

  @TestFactory
  Stream<DynamicTest> inferenceIsFiniteAndAlwaysTheSame() {
    return each(LayerTraces::inference);
  }

  private Stream<DynamicTest> each(Consumer<LayerCase> check) {
    return cases().stream()
        .map(subject -> dynamicTest(subject.toString(), () -> check.accept(subject)));
  }
}
