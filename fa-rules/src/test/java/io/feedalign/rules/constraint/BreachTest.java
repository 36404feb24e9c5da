package io.feedalign.rules.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateContext;
import io.feedalign.rules.direct.DirectNets;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.OnEveryBackend;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.update.Sgd;
import io.feedalign.tensor.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Audits are told of what a constraint should have prevented, and of nothing else. */
@OnEveryBackend
class BreachTest {
  private static final double[] START = {0.5, -0.25, 0.75, -1, 0.125, -2};

  @org.junit.jupiter.params.Parameter Host host;

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.constraint.Constraints#all")
  void whatAConstraintHoldsIsNoBreach(Constraints.Named named) {
    Network net = DirectNets.residual(1);
    Constraint constraint = named.make();
    try (Lab lab =
        host.lab(
            net,
            4,
            Rules.named("fa").make(),
            recipe -> recipe.update(Sgd.plain(0.5)).constraint(constraint))) {
      Map<String, double[]> start = lab.states();
      for (int step = 0; step < 4; step++) {
        lab.drawBatch(step, 3);
        lab.run(step);
      }
      for (Node node : net.nodes()) {
        for (Parameter parameter : node.layer().parameters()) {
          String path = node.pathOf(parameter);
          Context context = new Context(parameter, node.path().equals("conv0"));
          assertEquals(
              Optional.empty(), constraint.breach(context, start.get(path), lab.input(path)), path);
        }
      }
    }
  }

  @Test
  void aNormThatIsNotThatOfTheStartIsToldWithBoth() {
    Constraint constant = new ConstantNorm();
    Context weight = weight(false);
    assertTold(constant, weight, "norm", scaled(1 + 2e-6));
    assertTold(constant, weight, "NaN", Double.NaN, 0, 0, 0, 0, 0);
    assertEquals(Optional.empty(), constant.breach(weight, START, scaled(-1)));
    assertEquals(Optional.empty(), constant.breach(bias(), START, scaled(2)));
  }

  @Test
  void aFlippedSignIsToldWithItsElement() {
    for (Constraint constraint :
        new Constraint[] {Constraints.SYNAPSE.make(), Constraints.DALE.make()}) {
      double[] flipped = START.clone();
      flipped[2] = -1e-9;
      assertTold(constraint, weight(false), "element 2", flipped);
      flipped[2] = 0;
      assertTold(constraint, weight(false), "element 2", flipped);
      flipped[2] = Double.NaN;
      assertTold(constraint, weight(false), "element 2", flipped);
      assertEquals(Optional.empty(), constraint.breach(bias(), START, scaled(-1)));
    }
  }

  @Test
  void aUnitOfBothSignsIsTold() {
    double[] mixed = {1, -1, 2, -3, -4, 5};
    Optional<String> breach = Constraints.DALE.make().breach(weight(false), mixed, mixed);
    assertTrue(breach.orElseThrow().contains("unit 0"), breach::toString);
    assertEquals(Optional.empty(), Constraints.SYNAPSE.make().breach(weight(false), mixed, mixed));
  }

  @Test
  void daleLeavesTheFirstLayerFreeAndHoldsGains() {
    Constraint dale = Constraints.DALE.make();
    assertEquals(Optional.empty(), dale.breach(weight(true), START, scaled(-1)));
    Context gain = context(Parameter.Role.GAIN, Shape.of(6), false);
    assertTold(dale, gain, "gain 1", START);
    assertEquals(Optional.empty(), Constraints.SYNAPSE.make().breach(gain, START, START));
  }

  private static void assertTold(
      Constraint constraint, Context context, String word, double... now) {
    Optional<String> breach = constraint.breach(context, START, now);
    assertTrue(breach.orElse("nothing").contains(word), breach::toString);
  }

  private static double[] scaled(double factor) {
    double[] scaled = START.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  /** Of three outputs and two inputs. */
  private static Context weight(boolean first) {
    return context(Parameter.Role.WEIGHT, Shape.of(3, 2), first);
  }

  private static Context bias() {
    return context(Parameter.Role.BIAS, Shape.of(6), false);
  }

  private static Context context(Parameter.Role role, Shape shape, boolean first) {
    return new Context(new Parameter("it", shape, Initializer.ZEROS, role), first);
  }

  /** What a constraint may ask when it judges numbers: the declaration, and nothing else. */
  private record Context(Parameter parameter, boolean first) implements UpdateContext {
    @Override
    public Value weight() {
      throw new UnsupportedOperationException("weight");
    }

    @Override
    public Value state(String name, Initializer initializer) {
      throw new UnsupportedOperationException("state");
    }

    @Override
    public Value remember(String name, Function<Emitter, Value> atStart) {
      throw new UnsupportedOperationException("remember");
    }

    @Override
    public Value scheduled(String name, Schedule schedule) {
      throw new UnsupportedOperationException("scheduled");
    }
  }
}
