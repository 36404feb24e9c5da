package io.feedalign.credit;

import io.feedalign.nn.Initializer;
import io.feedalign.tensor.Shape;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What an audit saw of one learning step, in plain numbers: what a {@link Formula} is computed
 * from. Every array is a copy in logical row-major order; paths are those of synaptic layers.
 *
 * <pre>{@code
 * Claim.Numbers negated =
 *     step -> Arrays.stream(step.weight("conv1")).map(each -> -each).toArray();
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Evidence {
  /** The step's number, from 0. */
  long step();

  /** Samples in the batch: N. */
  int batch();

  /** W of a layer as the step started, in the weight's shape. */
  double[] weight(String path);

  /** W of a layer as training started, after a constraint gave it its start. */
  double[] startingWeight(String path);

  /** The signs that a constraint holds a layer's weight to, if there is one that does. */
  Optional<double[]> signs(String path);

  /**
   * A state as the step started.
   *
   * @param path with the layer's, such as {@code conv1.feedback}
   */
  double[] state(String path);

  /** Whether there is such a state: a layer whose credit nobody asks for keeps none. */
  boolean hasState(String path);

  /** The teaching signal that the audited step had at a layer's output z, shape of z. */
  double[] signal(String path);

  /** What the audited step's layer read: shape of its input. */
  double[] activity(String path);

  /**
   * The gradient of W that the audited step made, in the weight's shape: an audit checks it apart.
   */
  double[] gradient(String path);

  /** The output error (softmax - target) / N, (N, classes): computed by the audit itself. */
  double[] outputError();

  /** The target as the loss sees it, one row for each sample: (N, classes). */
  double[] target();

  /**
   * What an initializer draws in this step from the stream of the given name: the numbers of {@link
   * RuleContext#fresh}.
   *
   * @param path the edge's path and the stream's name, such as {@code conv1.feedback}
   */
  double[] drawn(String path, Shape shape, Initializer initializer);

  /**
   * What the update chain makes of a tensor that learns beside its layer's weight, before any
   * constraint, in double precision: from the tensor and the chain's states as the step started.
   *
   * @param state its path, such as {@code conv1.feedback}
   * @param gradient the gradient that the chain is given, in the tensor's shape
   */
  double[] updated(String state, double[] gradient);

  /**
   * What a layer without parameters makes of any values in its input's shape, in double precision.
   */
  double[] forward(String path, double[] x);

  /** Forward through any weight-shaped tensor without bias, in double precision. */
  double[] drive(String path, double[] x, double[] weight);

  /** Backwards through any weight-shaped tensor, in double precision. */
  double[] pull(String path, double[] signal, double[] weight);

  /** The plasticity term for any activity and signal, in double precision. */
  double[] correlate(String path, double[] x, double[] signal);
}
