package io.feedalign.core.audit;

import io.feedalign.core.compile.ChainArithmetic;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.core.compile.LayerArithmetic;
import io.feedalign.core.run.TensorNumbers;
import io.feedalign.credit.Evidence;
import io.feedalign.error.FaException;
import io.feedalign.nn.Initializer;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What was seen of one step of a subject.
 *
 * @param step its number
 * @param states what persisted before it, or stands after it
 * @param learning whether it was a learning step, so that there are signals
 */
record StepEvidence(Subject subject, long step, Map<String, double[]> states, boolean learning)
    implements Evidence {

  /**
   * What is under audit.
   *
   * @param inspected the step, which holds what it last computed
   * @param arithmetic the reference's
   * @param chain the reference's update chain
   * @param start what persisted as training started
   * @param weights the path of each synapse's weight
   */
  record Subject(
      InspectedStep inspected,
      LayerArithmetic arithmetic,
      ChainArithmetic chain,
      Map<String, double[]> start,
      Map<String, String> weights,
      int batch) {}

  @Override
  public int batch() {
    return subject.batch();
  }

  @Override
  public double[] weight(String path) {
    return known(states, weightPath(path));
  }

  @Override
  public double[] startingWeight(String path) {
    return known(subject.start(), weightPath(path));
  }

  @Override
  public Optional<double[]> signs(String path) {
    weightPath(path);
    return Optional.ofNullable(outputs().get("signs/" + path)).map(TensorNumbers::read);
  }

  @Override
  public double[] state(String path) {
    return known(states, path);
  }

  @Override
  public boolean hasState(String path) {
    return states.containsKey(path);
  }

  @Override
  public double[] signal(String path) {
    return output("signal/" + path);
  }

  @Override
  public double[] activity(String path) {
    return subject.inspected().edges().stream()
        .filter(edge -> edge.synaptic() && edge.path().equals(path))
        .findFirst()
        .map(edge -> output("activity/" + path))
        .orElseThrow(() -> unknown(path, subject.weights()));
  }

  @Override
  public double[] gradient(String path) {
    return output("gradient/" + weightPath(path));
  }

  @Override
  public double[] outputError() {
    LayerArithmetic arithmetic = subject.arithmetic();
    return mixed(target -> arithmetic.outputError(output("output"), target));
  }

  @Override
  public double[] target() {
    LayerArithmetic arithmetic = subject.arithmetic();
    return mixed(target -> arithmetic.teacher(output("output"), target));
  }

  /**
   * Rows that follow from targets; of mixed targets, each row's share of those that follow from the
   * first and the rest of those that follow from the second.
   */
  private double[] mixed(UnaryOperator<double[]> rows) {
    double[] first = rows.apply(feed(Places.TARGET));
    if (!subject.inspected().inputs().containsKey(Places.SHARE)) {
      return first;
    }
    double[] second = rows.apply(feed(Places.SECOND));
    double[] share = feed(Places.SHARE);
    double[] mixed = new double[first.length];
    for (int i = 0; i < mixed.length; i++) {
      double part = share[i / (mixed.length / share.length)];
      mixed[i] = part * first[i] + (1 - part) * second[i];
    }
    return mixed;
  }

  private double[] feed(String name) {
    return TensorNumbers.read(Places.in(subject.inspected().inputs(), name));
  }

  @Override
  public double[] drawn(String path, Shape shape, Initializer initializer) {
    return subject.arithmetic().drawn(path, step, shape, initializer);
  }

  @Override
  public double[] updated(String state, double[] gradient) {
    return subject.chain().next(state, gradient, states, step);
  }

  @Override
  public double[] forward(String path, double[] x) {
    return subject.arithmetic().forward(path, x);
  }

  @Override
  public double[] drive(String path, double[] x, double[] weight) {
    return subject.arithmetic().drive(path, x, weight);
  }

  @Override
  public double[] pull(String path, double[] signal, double[] weight) {
    return subject.arithmetic().pull(path, signal, weight);
  }

  @Override
  public double[] correlate(String path, double[] x, double[] signal) {
    return subject.arithmetic().correlate(path, x, signal);
  }

  private Map<String, Tensor> outputs() {
    if (!learning) {
      throw FaException.plugin(
          "A formula asked for a signal, an activity or signs in a rehearsal, which has none.");
    }
    return subject.inspected().outputs();
  }

  private double[] output(String name) {
    Tensor tensor = outputs().get(name);
    if (tensor == null) {
      throw unknown(name, outputs());
    }
    return TensorNumbers.read(tensor);
  }

  private String weightPath(String path) {
    String weight = subject.weights().get(path);
    if (weight == null) {
      throw unknown(path, subject.weights());
    }
    return weight;
  }

  /** A copy: what a formula does with it stays its own. */
  private static double[] known(Map<String, double[]> numbers, String path) {
    double[] found = numbers.get(path);
    if (found == null) {
      throw unknown(path, numbers);
    }
    return found.clone();
  }

  private static FaException unknown(String path, Map<String, ?> known) {
    return FaException.plugin(
        "A formula asked for '"
            + path
            + "', which the step has not. It has "
            + known.keySet()
            + ".");
  }
}
