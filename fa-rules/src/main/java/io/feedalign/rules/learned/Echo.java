package io.feedalign.rules.learned;

import io.feedalign.credit.Edge;
import io.feedalign.credit.RuleContext;
import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Activation;
import io.feedalign.nn.Call;
import io.feedalign.nn.Mode;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import java.util.List;
import java.util.Map;

/** What a layer answers to noise, from which its feedback learns. */
public enum Echo {
  /** What the postsynaptic units receive: {@code y = drive(x, W)}. */
  LINEAR {
    @Override
    Value of(Edge edge, RuleContext context, Value driven, Emitter emit) {
      return driven;
    }
  },
  /**
   * What the postsynaptic units give: {@code y = f(drive(x, W))}. Normalisation between is passed
   * over; the network's last layer, which has no activation, answers linearly.
   */
  THROUGH_ACTIVATION {
    @Override
    Value of(Edge edge, RuleContext context, Value driven, Emitter emit) {
      if (edge.last()) {
        return driven;
      }
      Activation activation = activationAfter(edge, context);
      Call call = new Call(List.of(driven), Map.of(), Mode.OBSERVE, context.fresh("echo"));
      return activation.forward(emit.in("echo"), call).output();
    }
  };

  /** {@code echo: linear | through-activation}. */
  public static final Setting SETTING =
      Setting.choice(
          "echo",
          List.of("linear", "through-activation"),
          "what answers the noise: the layer's drive, or the activation that follows it");

  /** The answer to noise that drove the layer so. */
  abstract Value of(Edge edge, RuleContext context, Value driven, Emitter emit);

  /** The echo that {@link #SETTING} names. */
  static Echo asSet(Settings settings) {
    return settings.text(SETTING.key()).equals("linear") ? LINEAR : THROUGH_ACTIVATION;
  }

  private static Activation activationAfter(Edge edge, RuleContext context) {
    Value value = edge.output();
    while (true) {
      Edge reader = onlyReader(edge, value, context);
      if (reader.layer() instanceof Activation activation) {
        return parameterless(edge, reader, activation);
      }
      if (reader.synaptic() || !reader.output().form().equals(value.form())) {
        throw refusal(edge, "'" + reader.path() + "', which is no activation, reads it");
      }
      value = reader.output();
    }
  }

  private static Edge onlyReader(Edge edge, Value value, RuleContext context) {
    List<Edge> readers =
        context.edges().stream().filter(reader -> reader.input().equals(value)).toList();
    if (readers.size() != 1) {
      throw refusal(edge, "it is read by " + readers.size() + " layers " + readers);
    }
    Edge reader = readers.get(0);
    long slots = context.edges().stream().filter(e -> e.output().equals(reader.output())).count();
    if (slots != 1) {
      throw refusal(edge, "'" + reader.path() + "' joins it with other values first");
    }
    return reader;
  }

  private static Activation parameterless(Edge edge, Edge reader, Activation activation) {
    if (!activation.parameters().isEmpty()) {
      throw refusal(edge, "its activation '" + reader.path() + "' has parameters of its own");
    }
    return activation;
  }

  private static FaException refusal(Edge edge, String why) {
    return FaException.user(
        "The echo of '"
            + edge.path()
            + "' cannot go through its activation: "
            + why
            + ". Use 'echo: linear', or put the activation right behind the layer.");
  }
}
