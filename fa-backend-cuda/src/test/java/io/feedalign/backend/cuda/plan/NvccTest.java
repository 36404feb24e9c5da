package io.feedalign.backend.cuda.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.cuda.CudaBackend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.Precision;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.ir.Program;
import io.feedalign.nn.Network;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.UpdateRuleProvider;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.ContractPrograms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVIDIA's compiler takes every kernel, without a warning, for three generations of GPUs. */
class NvccTest {
  private static final int BATCH = 128;

  @TempDir Path folder = Path.of(".");

  @BeforeAll
  static void needsTheCompiler() {
    assumeTrue(
        Nvcc.found().isPresent(),
        "No nvcc on the search path nor in $CUDA_HOME/bin: kernels are not compiled for GPUs.");
  }

  @Test
  void everyKindOfKernelCompiles() throws Exception {
    ManyKernels kernels = new ManyKernels();
    contract(kernels);
    compiles(kernels.kinds());
  }

  @Test
  void trainingInBrainFloatsCompiles() throws Exception {
    ManyKernels kernels = new ManyKernels();
    training(kernels, "frsf", Precision.BF16);
    compiles(kernels.text());
  }

  @Test
  @Tag("nightly")
  void everyKernelOfEveryShapeCompiles() throws Exception {
    ManyKernels kernels = new ManyKernels();
    contract(kernels);
    for (Precision precision : Precision.values()) {
      for (String rule : List.of("bp", "fa", "brsf", "frsf", "kp")) {
        training(kernels, rule, precision);
      }
    }
    compiles(kernels.text());
  }

  @Test
  void aMistakeIsFound() throws Exception {
    String wrong = new ManyKernels().text() + "\nKERNEL_1(wrong, float*) {\n  p0 = p1;\n}\n";
    assertTrue(complaints(wrong).contains("\"p1\" is undefined"));
  }

  private static void contract(ManyKernels kernels) {
    ProgramLowering lowering = LoweringTable.lowering();
    for (Program program : ContractPrograms.all()) {
      kernels.add(lowering.lower(program).source());
    }
  }

  /** All that a residual net on small images needs to learn and to be scored. */
  private static void training(ManyKernels kernels, String rule, Precision precision) {
    Plugins plugins = Plugins.discover();
    ModelProvider model = plugins.models().get("resnet20");
    Network network = model.create(model.settings().defaults()).build(Shape.of(3, 32, 32), 10);
    RuleProvider rules = plugins.rules().get(rule);
    UpdateRuleProvider updates = plugins.updates().get("sgd");
    PaperDevice device = new PaperDevice();
    Compiler.on(new CudaBackend(device, LoweringTable.lowering()))
        .rule(rules.create(rules.settings().defaults()))
        .update(updates.create(updates.settings().settings(Map.of("rate", 0.1, "momentum", 0.9))))
        .batch(BATCH)
        .precision(precision)
        .compile(network)
        .close();
    assertFalse(device.sources().isEmpty());
    device.sources().forEach(kernels::add);
  }

  private void compiles(String source) throws Exception {
    assertEquals("", complaints(source));
  }

  private String complaints(String source) throws Exception {
    Optional<Nvcc> nvcc = Nvcc.found();
    return nvcc.orElseThrow().complaints(source, folder);
  }
}
