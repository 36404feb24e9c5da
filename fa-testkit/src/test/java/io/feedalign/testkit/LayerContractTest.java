package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.DenseSynapse;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Synapse;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract notices the mistakes that authors of layers make. */
class LayerContractTest {

  private static void assertNoticed(String test, Layer layer) {
    LayerContract contract =
        new LayerContract() {
          @Override
          protected List<LayerCase> cases() {
            return List.of(LayerCase.of("wrong", layer, 4, 3));
          }
        };
    assertTrue(ContractRun.failures(contract, test::equals).containsKey(test), test);
  }

  /** A right layer in which one method is spoilt. */
  private static class Spoilt extends SampleLayers.Norm {}

  /** A right dense layer in which one method is spoilt. */
  private static class SpoiltDense implements SynapticLayer {

    final TinySynaptic right = TinySynaptic.dense(3, 2);

    @Override
    public List<Parameter> parameters() {
      return right.parameters();
    }

    @Override
    public Parameter weight() {
      return right.weight();
    }

    @Override
    public Synapse synapse() {
      return right.synapse();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return right.outputShape(inputs);
    }

    @Override
    public Trace forward(Emitter emit, Call call) {
      return right.forward(emit, call);
    }

    @Override
    public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
      return right.pullToInput(emit, trace, slot, signal);
    }

    @Override
    public Value pullToParameter(Emitter emit, Trace trace, Parameter parameter, Value signal) {
      return right.pullToParameter(emit, trace, parameter, signal);
    }
  }

  @Test
  void aWrongShape() {
    assertNoticed(
        "outputShapeIsThatOfTheForwardPass",
        new Spoilt() {
          @Override
          public Shape outputShape(List<Shape> inputs) {
            return Shape.of(4, 2);
          }
        });
  }

  @Test
  void aPullbackOfAnotherForm() {
    assertNoticed(
        "pullbacksHaveTheFormOfWhatTheyReach",
        new Spoilt() {
          @Override
          public Value pullToParameter(Emitter emit, Trace trace, Parameter parameter, Value s) {
            return emit.sum(s);
          }
        });
  }

  @Test
  void twoParametersOfOneName() {
    assertNoticed(
        "parametersAreNamedAndInitialized",
        new Spoilt() {
          @Override
          public List<Parameter> parameters() {
            Parameter gain = super.parameters().get(0);
            return List.of(gain, gain);
          }
        });
  }

  @Test
  void aGradientThatForgetsTheStatistics() {
    Layer forgetful =
        new Spoilt() {
          @Override
          public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
            return emit.scaleAxis(signal, trace.call().parameter("weight"), 1);
          }
        };
    assertNoticed("pullbacksAreTheDerivativeElementByElement", forgetful);
    assertNoticed("pullbacksAreTheAdjointOfTheDerivative", forgetful);
    assertNoticed("nothingIsKeptThatNoPullbackUses", new Hoarder());
  }

  /** Keeps what no pullback uses. */
  private static final class Hoarder extends Spoilt {
    @Override
    public Trace forward(Emitter emit, Call call) {
      Trace trace = super.forward(emit, call);
      return new Trace(
          call,
          trace.output(),
          Map.of(
              "mean", trace.kept().getOrDefault("mean", call.input()),
              "variance", trace.kept().getOrDefault("variance", call.input()),
              "twice", emit.scale(call.input(), 2)));
    }
  }

  @Test
  void statisticsThatMoveWhileObserving() {
    assertNoticed(
        "onlyLearningMovesStatistics",
        new Spoilt() {
          @Override
          public Trace forward(Emitter emit, Call call) {
            Value mean = call.parameter("running_mean");
            if (!call.mode().updatesStatistics()) {
              emit.assign(mean, emit.scale(mean, 0.5));
            }
            return super.forward(emit, call);
          }
        });
  }

  @Test
  void inferenceThatIsRandom() {
    assertNoticed(
        "inferenceIsFiniteAndAlwaysTheSame",
        new Spoilt() {
          @Override
          public Trace forward(Emitter emit, Call call) {
            Form form = call.input().form();
            Value noise = emit.normal(1, form, call.draw());
            return Trace.of(call, emit.add(call.input(), noise));
          }
        });
  }

  @Test
  void aCorrelationThatIsNotTheAdjoint() {
    assertNoticed(
        "aSynapseIsOneTrilinearForm",
        new SpoiltDense() {
          @Override
          public Synapse synapse() {
            return new HalfSynapse();
          }
        });
  }

  /** A dense synapse that takes a mean where it should sum. */
  private static final class HalfSynapse implements Synapse {

    private final Synapse right = new DenseSynapse();

    @Override
    public Value drive(Emitter emit, Value x, Value weight) {
      return right.drive(emit, x, weight);
    }

    @Override
    public Value pull(Emitter emit, Value signal, Value weight, Shape input) {
      return right.pull(emit, signal, weight, input);
    }

    @Override
    public Value correlate(Emitter emit, Value x, Value signal) {
      return emit.scale(right.correlate(emit, x, signal), 0.5);
    }
  }

  @Test
  void aLayerThatIsNotItsSynapse() {
    assertNoticed(
        "aSynapticLayerDrivesPullsAndCorrelates",
        new SpoiltDense() {
          @Override
          public Trace forward(Emitter emit, Call call) {
            return Trace.of(call, emit.scale(super.forward(emit, call).output(), 3));
          }
        });
  }
}
