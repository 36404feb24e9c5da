package io.feedalign.testkit;

import io.feedalign.ir.Columns;
import io.feedalign.ir.Dot;
import io.feedalign.ir.Fill;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.LeastInColumn;
import io.feedalign.ir.Philox;
import io.feedalign.ir.Random;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Sum;
import java.util.List;

/** Products, reductions, and the operations that only put numbers somewhere. */
final class ReferenceAlgebra {

  private ReferenceAlgebra() {}

  static void gemm(Gemm op, List<Cells> inputs, List<Cells> outputs) {
    Cells a = inputs.get(0);
    Cells b = inputs.get(1);
    Cells y = outputs.get(0);
    int inner = a.size(op.transposeA() ? 0 : 1);
    int next = op.transposeB() ? b.size(1) : 1;
    int below = op.transposeB() ? 1 : b.size(1);
    for (int m = 0; m < y.size(0); m++) {
      double[] sums = new double[y.size(1)];
      for (int k = 0; k < inner; k++) {
        double left = a.at(op.transposeA() ? k * a.size(1) + m : m * a.size(1) + k);
        for (int n = 0; n < sums.length; n++) {
          sums[n] += left * b.at(k * below + n * next);
        }
      }
      for (int n = 0; n < sums.length; n++) {
        y.set(m * y.size(1) + n, sums[n]);
      }
    }
  }

  static void sum(Sum op, List<Cells> inputs, List<Cells> outputs) {
    Cells x = inputs.get(0);
    double[] sums = new double[outputs.get(0).count()];
    for (int i = 0; i < x.count(); i++) {
      sums[op.axis() == Sum.ALL ? 0 : x.along(op.axis(), i)] += x.at(i);
    }
    outputs.get(0).setAll(sums);
  }

  static void dot(Dot op, List<Cells> inputs, List<Cells> outputs) {
    Cells a = inputs.get(0);
    Cells b = inputs.get(1);
    double[] sums = new double[outputs.get(0).count()];
    for (int i = 0; i < a.count(); i++) {
      sums[op.axis() == Sum.ALL ? 0 : a.along(op.axis(), i)] += a.at(i) * b.at(i);
    }
    outputs.get(0).setAll(sums);
  }

  static void fill(Fill op, List<Cells> inputs, List<Cells> outputs) {
    for (int i = 0; i < outputs.get(0).count(); i++) {
      outputs.get(0).set(i, op.value());
    }
  }

  static void reshape(Reshape op, List<Cells> inputs, List<Cells> outputs) {
    for (int i = 0; i < outputs.get(0).count(); i++) {
      outputs.get(0).set(i, inputs.get(0).at(i));
    }
  }

  static void columns(Columns op, List<Cells> inputs, List<Cells> outputs) {
    Cells x = inputs.get(0);
    Cells y = outputs.get(0);
    for (int i = 0; i < y.size(0); i++) {
      for (int j = 0; j < y.size(1); j++) {
        y.set(i * y.size(1) + j, x.at(i * x.size(1) + op.from() + j));
      }
    }
  }

  static void leastInColumn(LeastInColumn op, List<Cells> inputs, List<Cells> outputs) {
    Cells x = inputs.get(0);
    for (int place = 0; place < x.count(); place++) {
      outputs.get(0).set(place, smaller(x, place) < op.count() ? 1 : 0);
    }
  }

  /** How many elements of its column count as smaller than the one at a place. */
  private static int smaller(Cells x, int place) {
    int columns = x.size(1);
    int smaller = 0;
    for (int other = place % columns; other < x.count(); other += columns) {
      boolean tie = x.at(other) == x.at(place) && other < place;
      smaller += x.at(other) < x.at(place) || tie ? 1 : 0;
    }
    return smaller;
  }

  static void random(Random op, List<Cells> inputs, List<Cells> outputs) {
    int step = (int) inputs.get(0).at(0);
    float[] drawn = new float[outputs.get(0).count()];
    if (op.distribution() == Random.Distribution.UNIFORM) {
      Philox.uniforms(op.key(), step, 0, drawn, drawn.length);
    } else {
      Philox.normals(op.key(), step, 0, drawn, drawn.length);
    }
    for (int i = 0; i < drawn.length; i++) {
      outputs.get(0).set(i, drawn[i]);
    }
  }
}
