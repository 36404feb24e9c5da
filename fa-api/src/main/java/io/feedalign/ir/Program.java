package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A flat, static list of instructions with a cadence.
 *
 * <p>States are persistent values. <b>Every read of a state sees what it held when the program
 * started</b>; an {@link Assign} takes effect after all its readers, and there is at most one per
 * state. The order of {@code body} already respects that.
 *
 * <pre>{@code
 * List<Instruction> body = tape.instructions();
 * Program infer = new Program(
 *     "infer", Cadence.ON_DEMAND, body, List.of(x), List.of(weight), List.of(output));
 * }</pre>
 *
 * @param name such as {@code learn} or {@code infer}
 * @param feeds values written from outside before each run
 * @param states persistent values that the program reads or assigns
 * @param reads values that must still be there after the run
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Program(
    String name,
    Cadence cadence,
    List<Instruction> body,
    List<Value> feeds,
    List<Value> states,
    List<Value> reads) {
  /** Copies the lists, so that a program never changes. */
  public Program {
    body = List.copyOf(body);
    feeds = List.copyOf(feeds);
    states = List.copyOf(states);
    reads = List.copyOf(reads);
  }

  /** The same program with another body. */
  public Program withBody(List<Instruction> other) {
    return new Program(name, cadence, other, feeds, states, reads);
  }
}
