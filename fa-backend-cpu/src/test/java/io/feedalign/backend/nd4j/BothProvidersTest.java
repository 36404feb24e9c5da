package io.feedalign.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.spi.BackendProvider;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Closeness;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Both CPU providers in one process, over one JavaCPP and one OpenMP. */
class BothProvidersTest {
  private static Map<String, BackendProvider> registered() {
    Map<String, BackendProvider> providers = new TreeMap<>();
    ServiceLoader.load(BackendProvider.class)
        .forEach(provider -> providers.put(provider.name(), provider));
    return providers;
  }

  @Test
  void bothAreRegisteredAndOneDnnRanksFirst() {
    List<String> names =
        registered().values().stream()
            .filter(provider -> provider.rank() >= 0)
            .sorted((a, b) -> b.rank() - a.rank())
            .map(BackendProvider::name)
            .toList();
    assertEquals(List.of("onednn", "nd4j"), names);
  }

  @Test
  void bothComputeTheSameByTurns() {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(Form.activation(Shape.of(16, 6, 14, 14)));
    Value weight = sketch.normal(Form.parameter(Shape.of(16, 6, 5, 5)));
    Geometry window = Geometry.square(5, 1, 0);
    Value y = sketch.emit().conv2d(x, weight, window);
    Value gradient = sketch.emit().conv2dWeightGrad(x, y, window);
    sketch.read(y, gradient);
    try (Backend nd4j = open("nd4j");
        Backend onednn = open("onednn");
        Rig portable = Rig.on(nd4j, sketch);
        Rig fast = Rig.on(onednn, sketch)) {
      for (int turn = 0; turn < 20; turn++) {
        fast.run();
        portable.run();
        Closeness.assertClose("y", fast.read(y), portable.read(y), 1e-5);
        Closeness.assertClose("gradient", fast.read(gradient), portable.read(gradient), 1e-5);
      }
    }
  }

  private static Backend open(String name) {
    BackendProvider provider = registered().get(name);
    if (provider == null) {
      throw new AssertionError("no provider " + name);
    }
    return provider.create(provider.settings().defaults());
  }
}
