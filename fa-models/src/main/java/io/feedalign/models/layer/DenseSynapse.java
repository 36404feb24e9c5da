package io.feedalign.models.layer;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Synapse;
import io.feedalign.tensor.Shape;

/** The three verbs of a matrix (out, in): {@code x WT}, {@code s W} and {@code sT x}. */
record DenseSynapse() implements Synapse {
  @Override
  public Value drive(Emitter emit, Value x, Value weight) {
    return emit.matmulTransposedB(x, weight);
  }

  @Override
  public Value pull(Emitter emit, Value signal, Value weight, Shape input) {
    return emit.matmul(signal, weight);
  }

  @Override
  public Value correlate(Emitter emit, Value x, Value signal) {
    return emit.matmulTransposedA(signal, x);
  }
}
