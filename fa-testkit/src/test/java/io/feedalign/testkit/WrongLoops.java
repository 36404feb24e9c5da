package io.feedalign.testkit;

import io.feedalign.ir.Assign;
import io.feedalign.ir.AvgPool;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.Op;
import io.feedalign.ir.Random;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.Sum;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Unary;
import java.util.List;
import java.util.stream.Stream;

/** Mistakes that backends make, each by name: a reference with one loop exchanged. */
final class WrongLoops {

  private WrongLoops() {}

  /** A wrong table, and the test of the contract that must notice. */
  record Mistake(String name, ReferenceTable table, String noticedBy) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Mistake> all() {
    return Stream.of(windows(), algebra(), others()).flatMap(List::stream).toList();
  }

  private static List<Mistake> windows() {
    return List.of(
        wrong(
            "dilation is ignored",
            Conv2d.class,
            WrongLoops::undilated,
            "convolutionsAgreeWithTheReference"),
        wrong(
            "padding is taken to be symmetric",
            Conv2d.class,
            WrongLoops::symmetric,
            "convolutionsAgreeWithTheReference"),
        wrong(
            "pull adds to what was there",
            Conv2dInputGrad.class,
            WrongLoops::adding,
            "convolutionsAgreeWithTheReference"),
        wrong(
            "correlate takes the mean",
            Conv2dWeightGrad.class,
            WrongLoops::mean,
            "pullAndCorrelateAreTheAdjointsOfDrive"),
        wrong(
            "the last of equals wins",
            MaxPool.class,
            WrongLoops::lastWins,
            "poolingAgreesWithTheReference"),
        wrong(
            "padding always counts",
            AvgPool.class,
            WrongLoops::counting,
            "poolingAgreesWithTheReference"));
  }

  private static List<Mistake> algebra() {
    return List.of(
        wrong(
            "the variance is unbiased",
            BatchNorm.class,
            WrongLoops::unbiased,
            "batchNormAgreesWithTheReference"),
        wrong(
            "transposes are swapped",
            Gemm.class,
            WrongLoops::swapped,
            "productsAndReductionsAgreeWithTheReference"),
        wrong(
            "sums go along the memory",
            Sum.class,
            WrongLoops::wrongAxis,
            "productsAndReductionsAgreeWithTheReference"),
        wrong("the step is ignored", Random.class, WrongLoops::stepless, "randomNumbersArePhilox"));
  }

  private static List<Mistake> others() {
    return List.of(
        wrong(
            "ignored rows count",
            SoftmaxCrossEntropy.class,
            WrongLoops::counted,
            "lossesAgreeWithTheReference"),
        wrong(
            "ties count as hits",
            TopKHits.class,
            WrongLoops::generous,
            "lossesAgreeWithTheReference"),
        wrong(
            "the sign of zero is one",
            Unary.class,
            WrongLoops::positiveZero,
            "pointwiseOperationsAgreeWithTheReference"),
        wrong(
            "a chain forgets to assign",
            Chain.class,
            WrongLoops::unassigned,
            "chainsInTightMemoryAgreeWithTheReference"));
  }

  private static <O extends Op> Mistake wrong(
      String name, Class<O> op, Loop<O> loop, String noticedBy) {
    ReferenceTable table = new ReferenceTable();
    table.put(op, loop);
    return new Mistake(name, table, noticedBy);
  }

  private static void undilated(Conv2d op, List<Cells> in, List<Cells> out) {
    Geometry g = op.geometry();
    Geometry dense =
        new Geometry(g.kernel(), g.stride(), g.padding(), Geometry.Pair.square(1), g.groups());
    ReferenceConv.drive(new Conv2d(dense), in, out);
  }

  private static void symmetric(Conv2d op, List<Cells> in, List<Cells> out) {
    Geometry g = op.geometry();
    Geometry.Padding p = g.padding();
    Geometry.Padding even = new Geometry.Padding(p.bottom(), p.right(), p.bottom(), p.right());
    ReferenceConv.drive(
        new Conv2d(new Geometry(g.kernel(), g.stride(), even, g.dilation(), g.groups())), in, out);
  }

  private static void adding(Conv2dInputGrad op, List<Cells> in, List<Cells> out) {
    double[] before = new double[out.get(0).count()];
    for (int i = 0; i < before.length; i++) {
      before[i] = out.get(0).at(i);
    }
    ReferenceConv.pull(op, in, out);
    for (int i = 0; i < before.length; i++) {
      out.get(0).set(i, out.get(0).at(i) + before[i]);
    }
  }

  private static void mean(Conv2dWeightGrad op, List<Cells> in, List<Cells> out) {
    ReferenceConv.correlate(op, in, out);
    scale(out.get(0), 1.0 / in.get(0).size(0));
  }

  private static void lastWins(MaxPool op, List<Cells> in, List<Cells> out) {
    ReferencePool.max(op, in, out);
    new PoolWalk(op.geometry(), in.get(0).value().shape(), out.get(0).value().shape())
        .each(
            (window, pixels) -> {
              for (int pixel : pixels) {
                if (in.get(0).at(pixel) == out.get(0).at(window)) {
                  out.get(1).set(window, pixel);
                }
              }
            });
  }

  private static void counting(AvgPool op, List<Cells> in, List<Cells> out) {
    ReferencePool.average(new AvgPool(op.geometry(), true), in, out);
  }

  private static void unbiased(BatchNorm op, List<Cells> in, List<Cells> out) {
    ReferenceNorm.learn(op, in, out);
    double rows = (double) in.get(0).count() / in.get(0).size(1);
    scale(out.get(2), rows / (rows - 1));
  }

  private static void swapped(Gemm op, List<Cells> in, List<Cells> out) {
    boolean square = in.get(0).value().shape().equals(in.get(1).value().shape());
    ReferenceAlgebra.gemm(op, square ? List.of(in.get(1), in.get(0)) : in, out);
    scale(out.get(0), op.transposeA() ? -1 : 1);
  }

  private static void wrongAxis(Sum op, List<Cells> in, List<Cells> out) {
    ReferenceAlgebra.sum(op, in, out);
    if (op.axis() == 1) {
      double[] sums = new double[out.get(0).count()];
      for (int i = 0; i < in.get(0).count(); i++) {
        sums[i % sums.length] += in.get(0).at(i);
      }
      out.get(0).setAll(sums);
    }
  }

  private static void stepless(Random op, List<Cells> in, List<Cells> out) {
    Cells step = in.get(0);
    Cells zero = new Cells(new double[1], 0, step.value());
    ReferenceAlgebra.random(op, List.of(zero), out);
  }

  private static void counted(SoftmaxCrossEntropy op, List<Cells> in, List<Cells> out) {
    ReferenceLoss.crossEntropy(op, in, out);
    int valid = 0;
    for (int n = 0; n < in.get(1).count(); n++) {
      valid += in.get(1).at(n) >= 0 ? 1 : 0;
    }
    scale(out.get(0), (double) valid / in.get(1).count());
  }

  private static void generous(TopKHits op, List<Cells> in, List<Cells> out) {
    ReferenceLoss.hits(op, in, out);
    if (in.get(0).size(0) == 1 && in.get(1).at(0) == 2) {
      out.get(0).set(0, 1);
    }
  }

  private static void positiveZero(Unary op, List<Cells> in, List<Cells> out) {
    ReferencePointwise.single(op, in, out);
    for (int i = 0; i < out.get(0).count(); i++) {
      if (op.function() == Unary.Function.SIGN && in.get(0).at(i) == 0) {
        out.get(0).set(i, 1);
      }
    }
  }

  private static void unassigned(Chain op, List<Cells> in, List<Cells> out) {
    List<Instruction> rest =
        op.steps().stream().filter(step -> !(step.op() instanceof Assign)).toList();
    if (!rest.isEmpty()) {
      ReferencePointwise.chain(new Chain(rest), in, out);
    }
  }

  private static void scale(Cells cells, double factor) {
    for (int i = 0; i < cells.count(); i++) {
      cells.set(i, cells.at(i) * factor);
    }
  }
}
