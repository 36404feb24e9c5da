package io.feedalign.nn;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * A layer whose main parameter joins one population to another, so that credit transport is in
 * question. Its output is {@code drive(input, weight)}, plus a bias along the channels if it has
 * one; everything else follows from the three verbs of its synapse.
 *
 * <pre>{@code
 * record Projection(Parameter weight) implements SynapticLayer {
 *   public Synapse synapse() { return new DenseSynapse(); }
 *   public Shape outputShape(List<Shape> inputs) {
 *     return Shape.of(inputs.get(0).size(0), weight.shape().size(0));
 *   }
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface SynapticLayer extends Layer {
  /** The weight that joins the populations. */
  Parameter weight();

  /** One number for each unit or channel of the output; none by default. */
  default Optional<Parameter> bias() {
    return Optional.empty();
  }

  /** The three verbs. */
  Synapse synapse();

  @Override
  default List<Parameter> parameters() {
    return Stream.concat(Stream.of(weight()), bias().stream()).toList();
  }

  @Override
  default Trace forward(Emitter emit, Call call) {
    Value driven = synapse().drive(emit, call.input(), call.parameter(weight().name()));
    Value output =
        bias().map(bias -> emit.addChannels(driven, call.parameter(bias.name()))).orElse(driven);
    return Trace.of(call, output);
  }

  @Override
  default Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
    Call call = trace.call();
    return synapse().pull(emit, signal, call.parameter(weight().name()), call.input().shape());
  }

  @Override
  default Value pullToParameter(Emitter emit, Trace trace, Parameter parameter, Value signal) {
    return parameter.name().equals(weight().name())
        ? synapse().correlate(emit, trace.call().input(), signal)
        : emit.sumToChannels(signal);
  }
}
