package io.feedalign.credit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * What a {@link Formula} says of one edge: what crosses it backwards, which states never change,
 * and what others become.
 *
 * <pre>{@code
 * Claim fixedFeedback =
 *     Claim.through(step -> step.state("conv2.feedback")).fixed("conv2.feedback");
 * Claim directOnly = Claim.signal(step -> new double[step.activity("conv2").length]);
 * Claim cut = Claim.nothing();
 * }</pre>
 *
 * @param declared whether anything is said of what crosses; if not, it is taken as it is found
 * @param exact whether the exact credit crosses, alone or besides {@code signal}
 * @param feedback the weight-shaped B through which the signal at the output is pulled
 * @param signal what crosses besides: shape of the edge's input
 * @param fixed paths of states that keep their bits for the whole run
 * @param learned paths of states that learning changes, and what each becomes after the step
 * @param rehearsed paths of states that a rehearsal changes, and what each becomes after it
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Claim(
    boolean declared,
    boolean exact,
    Optional<Numbers> feedback,
    Optional<Numbers> signal,
    Set<String> fixed,
    Map<String, Change> learned,
    Map<String, Numbers> rehearsed) {
  /** Numbers that follow from a step. */
  @FunctionalInterface
  public interface Numbers {
    /** Computes them, in logical row-major order. */
    double[] from(Evidence step);
  }

  /** What a state becomes in a learning step. */
  @FunctionalInterface
  public interface Change {
    /**
     * Computes the state after the step.
     *
     * @param before the step that was made
     * @param after what stands when it is over: {@code weight} and {@code state} are the new ones
     */
    double[] from(Evidence before, Evidence after);
  }

  /** Copies the collections. */
  public Claim {
    fixed = Set.copyOf(fixed);
    learned = Map.copyOf(learned);
    rehearsed = Map.copyOf(rehearsed);
  }

  /** What calculus says. */
  public static Claim exactly() {
    return of(true, Optional.empty(), Optional.empty());
  }

  /** No credit. */
  public static Claim nothing() {
    return of(false, Optional.empty(), Optional.empty());
  }

  /** The signal at the output, pulled back through a weight-shaped B. Synaptic edges only. */
  public static Claim through(Numbers feedback) {
    return of(false, Optional.of(feedback), Optional.empty());
  }

  /** A signal that comes from elsewhere. */
  public static Claim signal(Numbers signal) {
    return of(false, Optional.empty(), Optional.of(signal));
  }

  /** A signal that comes from elsewhere, added to the exact one. */
  public static Claim exactlyAnd(Numbers signal) {
    return of(true, Optional.empty(), Optional.of(signal));
  }

  /** No word about what crosses: an audit takes it as it is found. */
  public static Claim undeclared() {
    return new Claim(
        false, false, Optional.empty(), Optional.empty(), Set.of(), Map.of(), Map.of());
  }

  private static Claim of(boolean exact, Optional<Numbers> feedback, Optional<Numbers> signal) {
    return new Claim(true, exact, feedback, signal, Set.of(), Map.of(), Map.of());
  }

  /** The same, with one more state that never changes. */
  public Claim fixed(String path) {
    Set<String> more = new LinkedHashSet<>(fixed);
    more.add(path);
    return new Claim(declared, exact, feedback, signal, more, learned, rehearsed);
  }

  /** The same, with one more state that learns. */
  public Claim learned(String path, Change change) {
    Map<String, Change> more = new LinkedHashMap<>(learned);
    more.put(path, change);
    return new Claim(declared, exact, feedback, signal, fixed, more, rehearsed);
  }

  /** The same, with one more state that a rehearsal changes. */
  public Claim rehearsed(String path, Numbers next) {
    Map<String, Numbers> more = new LinkedHashMap<>(rehearsed);
    more.put(path, next);
    return new Claim(declared, exact, feedback, signal, fixed, learned, more);
  }
}
