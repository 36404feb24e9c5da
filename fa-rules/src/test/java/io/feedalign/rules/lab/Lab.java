package io.feedalign.rules.lab;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.nn.Network;
import io.feedalign.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** One learning step, whose every number can be set and read. */
public final class Lab implements AutoCloseable {
  /** Names the draws of every lab. */
  public static final long SEED = 7;

  private final Backend backend;
  private final InspectedStep step;
  private final Map<String, Tensor> inputs;

  /** Closes both at its end. */
  Lab(Backend backend, InspectedStep step) {
    this.backend = backend;
    this.step = step;
    this.inputs = step.inputs();
    step.initialize();
  }

  /**
   * A network under a rule on the reference backend; the update takes the whole gradient unless the
   * recipe says otherwise.
   */
  public static Lab of(
      Network network, int batch, CreditAssignmentRule rule, UnaryOperator<Compiler> recipe) {
    return Host.REFERENCE.lab(network, batch, rule, recipe);
  }

  /** The same with the plain update. */
  public static Lab of(Network network, int batch, CreditAssignmentRule rule) {
    return of(network, batch, rule, compiler -> compiler);
  }

  /** The numbers of an input. */
  public double[] input(String name) {
    return read(tensor(inputs, name));
  }

  /** Whether there is such an input. */
  public boolean has(String name) {
    return inputs.containsKey(name);
  }

  /** Sets an input. */
  public void set(String name, double... numbers) {
    tensor(inputs, name).write(DoubleBuffer.wrap(numbers));
  }

  /** Sets the targets. */
  public void target(int... classes) {
    tensor(inputs, "target").write(IntBuffer.wrap(classes));
  }

  /** Draws a batch: Gaussian pixels, targets in turn. */
  public int[] drawBatch(int step, int classes) {
    Tensor x = tensor(inputs, "x");
    set("x", Vectors.gaussians(SEED, "x", step, Math.toIntExact(x.shape().elements())));
    int[] targets = new int[x.shape().size(0)];
    for (int n = 0; n < targets.length; n++) {
      targets[n] = (n + step) % classes;
    }
    target(targets);
    return targets;
  }

  /** Recomputes what is remembered from the weights as they are. */
  public void remember() {
    step.remember();
  }

  /** Makes one learning step. */
  public void run(int number) {
    step.run(number);
  }

  /** What the last step computed under a name. */
  public double[] output(String name) {
    return read(tensor(step.outputs(), name));
  }

  /** Whether a step computes something under this name. */
  public boolean gives(String name) {
    return step.outputs().containsKey(name);
  }

  /** Paths of the layers that have a weight, in topological order. */
  public List<String> synapses() {
    return step.outputs().keySet().stream()
        .filter(name -> name.startsWith("signal/"))
        .map(name -> name.substring("signal/".length()))
        .toList();
  }

  /** Every persistent tensor by path. */
  public Map<String, double[]> states() {
    Map<String, double[]> states = new LinkedHashMap<>();
    inputs.keySet().stream()
        .filter(name -> !name.equals("x") && !name.equals("target"))
        .forEach(name -> states.put(name, input(name)));
    return states;
  }

  /** Everything that the last step computed, by name. */
  public Map<String, double[]> outputs() {
    Map<String, double[]> outputs = new LinkedHashMap<>();
    step.outputs().forEach((name, tensor) -> outputs.put(name, read(tensor)));
    return outputs;
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), () -> name + " is not in " + tensors.keySet());
  }

  private static double[] read(Tensor tensor) {
    double[] numbers = new double[Math.toIntExact(tensor.shape().elements())];
    tensor.read(DoubleBuffer.wrap(numbers));
    return numbers;
  }

  /** How far results may be apart that differ by rounding only, relative to the largest. */
  public double tolerance() {
    return Host.tolerance(backend);
  }

  /** The same of norms. */
  public double normTolerance() {
    return Host.normTolerance(backend);
  }

  @Override
  public void close() {
    step.close();
    backend.close();
  }
}
