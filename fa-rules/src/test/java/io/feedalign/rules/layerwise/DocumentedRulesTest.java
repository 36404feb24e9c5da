package io.feedalign.rules.layerwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.ir.Value;
import io.feedalign.nn.Parameter;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules that docs/rule-author and the Javadoc write down do what they say there. */
class DocumentedRulesTest {
  private static final String[] GRADIENTS = {
    "gradient/dense1.weight", "gradient/dense2.weight", "gradient/dense3.weight"
  };

  @Test
  void backpropInOneExpressionIsBackprop() {
    CreditAssignmentRule backprop =
        (edge, context) ->
            (signals, emit) -> edge.pull(emit, signals.at(edge.output()), edge.weight());
    assertSame(new Backprop(), backprop);
  }

  @Test
  void feedbackAlignmentInFourLinesIsFeedbackAlignment() {
    CreditAssignmentRule feedbackAlignment =
        (edge, context) -> {
          Parameter weight = edge.weightParameter();
          Value b = context.state("feedback", weight.shape(), weight.initializer());
          return (signals, emit) -> edge.pull(emit, signals.at(edge.output()), b);
        };
    assertSame(new Layerwise(new FeedbackAlignment()), feedbackAlignment);
  }

  @Test
  void halvedFeedbackIsHalfTheWeight() {
    FeedbackWeight halved = (edge, context) -> emit -> emit.scale(edge.weight(), 0.5);
    assertFeedback(new Layerwise(halved), Vectors.scale(weight(), 0.5));
  }

  @Test
  void aConstantOfOnesOwnScalesTheSigns() {
    CreditAssignmentRule signs = UniformSign.rule(Magnitude.constant(shape -> 0.1));
    assertFeedback(signs, Vectors.scale(Vectors.sign(weight()), 0.1));
  }

  @Test
  void theGuideShowsTheseExamples() throws IOException {
    String guide = Files.readString(Path.of("../docs/rule-author/README.md"));
    for (String line :
        List.of(
            "edge.pull(emit, signals.at(edge.output()), edge.weight());",
            "Value b = context.state(\"feedback\", weight.shape(), weight.initializer());",
            "FeedbackWeight halved = (edge, context) -> emit -> emit.scale(edge.weight(), 0.5);",
            "UniformSign.rule(Magnitude.constant(shape -> 0.1));")) {
      assertEquals(true, guide.contains(line), line);
    }
  }

  private static double[] weight() {
    try (Lab lab = lab(new Backprop())) {
      return lab.input("dense2.weight");
    }
  }

  private static Lab lab(CreditAssignmentRule rule) {
    Lab lab = Lab.of(Nets.DENSE.network(Nets.GAUSSIAN), 4, rule);
    lab.drawBatch(0, 3);
    return lab;
  }

  private static void assertFeedback(CreditAssignmentRule rule, double[] expected) {
    try (Lab lab = lab(rule)) {
      lab.run(0);
      assertArrayEquals(expected, lab.output("feedback/dense2"));
    }
  }

  private static void assertSame(CreditAssignmentRule expected, CreditAssignmentRule actual) {
    try (Lab ours = lab(expected);
        Lab theirs = lab(actual)) {
      ours.run(0);
      theirs.run(0);
      for (String gradient : GRADIENTS) {
        assertArrayEquals(ours.output(gradient), theirs.output(gradient), gradient);
      }
    }
  }
}
