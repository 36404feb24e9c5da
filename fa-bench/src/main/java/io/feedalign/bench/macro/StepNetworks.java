package io.feedalign.bench.macro;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.experiment.StepCase;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The networks of a question, one for each of its rules, compiled on one backend. */
public final class StepNetworks implements AutoCloseable {
  private final Backend backend;
  private final List<CompiledNetwork> networks = new ArrayList<>();

  private StepNetworks(Backend backend) {
    this.backend = backend;
  }

  /** Opens the backend, compiles and initializes. */
  public static StepNetworks of(Plugins plugins, StepQuestion question) {
    return of(plugins, question, compiler -> compiler);
  }

  /** The same by compilers to which something is added. */
  static StepNetworks of(Plugins plugins, StepQuestion question, UnaryOperator<Compiler> addition) {
    ExperimentAssembler assembler = new ExperimentAssembler(plugins);
    List<StepCase> cases =
        question.rules().stream()
            .map(rule -> assembler.step(question.configuration(rule)))
            .toList();
    StepNetworks all = new StepNetworks(cases.get(0).backend().open());
    try {
      cases.forEach(one -> all.add(one, question.load().batch(), addition));
      return all;
    } catch (RuntimeException | Error failure) {
      all.close();
      throw failure;
    }
  }

  private void add(StepCase one, int batch, UnaryOperator<Compiler> addition) {
    Compiler compiler =
        one.variant().on(Compiler.on(backend)).precision(one.precision()).batch(batch);
    CompiledNetwork network = addition.apply(compiler).compile(one.network());
    networks.add(network);
    network.initialize();
  }

  /** Where they run. */
  public Backend backend() {
    return backend;
  }

  /** In the order of the question's rules. */
  public List<CompiledNetwork> networks() {
    return List.copyOf(networks);
  }

  @Override
  public void close() {
    networks.forEach(CompiledNetwork::close);
    backend.close();
  }
}
