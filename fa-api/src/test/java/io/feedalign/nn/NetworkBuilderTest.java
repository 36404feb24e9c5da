package io.feedalign.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkBuilderTest {
  /** Hands its input on; refuses images wider than four. */
  private static final class Narrow implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
      if (inputs.get(0).size(1) > 4) {
        throw FaException.user("needs at most 4 units.");
      }
      return inputs.get(0);
    }

    @Override
    public Trace forward(Emitter emit, Call call) {
      return Trace.of(call, call.input());
    }

    @Override
    public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
      return signal;
    }
  }

  @Test
  void errorsNameThePath() {
    NetworkBuilder net = new NetworkBuilder("wide", Shape.of(5));
    FaException misfit =
        assertThrows(FaException.class, () -> net.add("narrow1", new Narrow(), net.input()));
    assertEquals("Layer 'narrow1' of 'wide': needs at most 4 units.", misfit.getMessage());
  }

  @Test
  void pathsAreUnique() {
    NetworkBuilder net = new NetworkBuilder("twice", Shape.of(3));
    net.add("narrow1", new Narrow(), net.input());
    FaException twice =
        assertThrows(FaException.class, () -> net.add("narrow1", new Narrow(), net.input()));
    assertTrue(twice.getMessage().contains("narrow1"));
  }

  @Test
  void layersWithoutPullbackToAParameterSaySo() {
    Parameter gain = new Parameter("gain", Shape.of(3), Initializer.ONES, Parameter.Role.GAIN);
    Layer narrow = new Narrow();
    FaException missing =
        assertThrows(FaException.class, () -> narrow.pullToParameter(null, null, gain, null));
    assertTrue(missing.getMessage().contains("pullToParameter"));
  }
}
