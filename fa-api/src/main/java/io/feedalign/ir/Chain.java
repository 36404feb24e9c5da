package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A run of pointwise operations over one shape, executed as one unit so that intermediates need no
 * memory of their own. Formed by the compiler, never by layers or rules.
 *
 * <p>The enclosing instruction's inputs are all values that the steps read and none of them made,
 * and the states that they assign; its outputs are the results that are needed outside. Per
 * element, all inputs are read before any output or state is stored.
 *
 * <pre>{@code
 * List<Instruction> run = program.body().subList(3, 6); // pointwise, over one shape
 * Instruction one = new Instruction(new Chain(run), List.of(x), run.get(2).outputs());
 * }</pre>
 *
 * @param steps pointwise instructions in order; an {@link Assign} among them stores its state
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Chain(List<Instruction> steps) implements Op {
  /** Copies the steps. */
  public Chain {
    steps = List.copyOf(steps);
  }

  /** Yields nothing by itself: the compiler names the outputs, which the steps made. */
  @Override
  public List<Form> outputs(List<Value> inputs) {
    return List.of();
  }

  @Override
  public boolean pointwise() {
    return true;
  }
}
