package io.feedalign.bench.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.MemoryForecast;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.experiment.NamedSettings;
import io.feedalign.core.experiment.StepCase;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.spi.ModelProvider;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is foretold of memory is what arenas and kernels take. */
class MemoryTruthTest {
  private final Plugins plugins = Plugins.discover();

  private StepQuestion question(String model, String rule, String backend, String precision) {
    String[] sized = model.split("@", -1);
    ModelProvider zoo = plugins.models().get(sized[0]);
    return new StepQuestion(
        NamedSettings.parse("--model", sized[0], plugins.models()),
        List.of(NamedSettings.parse("--rule", rule, plugins.rules())),
        NamedSettings.parse("--backend", backend, plugins.backends()),
        precision,
        new StepQuestion.Load(NaturalInput.of(zoo), 10, Integer.parseInt(sized[1])),
        new StepQuestion.Effort(2, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "lenet@16, bp, onednn, f32",
    "lenet-cifar@32, dfa, onednn, f32",
    "lenet-cifar@8, kp, nd4j, f32",
    "resnet20@4, usf:sn, onednn, bf16",
    "resnet20@4, fa, nd4j, f32",
    "vgg11@1, brsf, onednn, f32",
  })
  void aPlanSaysToTheByteWhatItsBackendTakes(
      String model, String rule, String backend, String precision) {
    StepQuestion question = question(model, rule, backend, precision);
    StepCase one =
        new ExperimentAssembler(plugins).step(question.configuration(question.rules().get(0)));
    try (Backend opened = one.backend().open()) {
      Compiler compiler =
          one.variant()
              .on(Compiler.on(opened))
              .precision(one.precision())
              .batch(question.load().batch());
      MemoryForecast forecast = compiler.plan(one.network()).forecast();
      try (CompiledNetwork taken = compiler.compile(one.network())) {
        assertEquals(taken.persistentBytes(), forecast.kept().bytes());
        assertEquals(taken.scratchBytes(), forecast.values());
        assertEquals(taken.working(), forecast.kernels());
      }
      assertTrue(forecast.kernels().bytes() > 0, "kernels that need nothing");
    }
  }
}
