package io.feedalign.backend.cuda.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batch normalisation reads its input twice, and joins small tables without a launch. */
class NormLoweringsTest {
  private static final double EPSILON = 1e-5;

  private static Lowered learning(Form x) {
    Form channel = OnTape.floats(x.shape().size(1));
    return OnTape.lowered(new BatchNorm(EPSILON), x, channel, channel);
  }

  private static void training(OnTape tape, Form form) {
    Value x = tape.feed(form);
    Value gain = tape.feed(OnTape.floats(form.shape().size(1)));
    Value shift = tape.feed(OnTape.floats(form.shape().size(1)));
    List<Value> normed = tape.write(new BatchNorm(EPSILON), x, gain, shift);
    Value signal = tape.feed(form);
    Value mean = normed.get(1);
    tape.write(new BatchNormGrad(EPSILON), x, gain, mean, normed.get(2), signal);
    tape.write(new BatchNormInference(EPSILON), x, gain, shift, mean, normed.get(2));
  }

  @Test
  void smallImagesAreAsTheyWereRead() {
    OnTape tape = new OnTape();
    training(tape, OnTape.image(DType.BF16, 128, 16, 32, 32));
    Golden.check("norm-small", tape.program());
  }

  @Test
  void largeImagesAreAsTheyWereRead() {
    OnTape tape = new OnTape();
    training(tape, OnTape.image(DType.F32, 256, 64, 56, 56));
    Golden.check("norm-large", tape.program());
  }

  /** Of residual blocks: norm, sum and ReLU; gate and adjoint; sum, gate and adjoint. */
  @Test
  void whatIsFusedIsAsItWasRead() {
    FusedPass pass = new FusedPass(Shape.of(128, 16, 32, 32), DType.BF16);
    Value skip = pass.feed();
    Value x = pass.feed();
    List<Value> norm = pass.norm(x);
    Value activity = pass.relu(pass.emit.add(norm.get(0), skip));
    pass.read(activity);
    pass.read(pass.adjoint(x, norm, pass.gate(pass.feed(), activity)));
    Value shared = pass.gate(pass.emit.add(pass.feed(), pass.feed()), activity);
    pass.read(pass.adjoint(x, norm, shared));
    pass.read(shared);
    pass.chain(activity, 2);
    pass.chain(shared, 2);
    Golden.check("norm-fused", pass.program());
  }

  @Test
  void smallTablesNeedNoLaunch() {
    assertEquals(2, learning(OnTape.image(DType.BF16, 128, 64, 8, 8)).stages().size());
    assertEquals(2, learning(OnTape.floats(1, 1)).stages().size());
    assertEquals(2, learning(OnTape.floats(128, 1000)).stages().size());
    assertEquals(3, learning(OnTape.image(DType.BF16, 256, 512, 7, 7)).stages().size());
  }

  @Test
  void aTableKeepsThreeFloatsForEachChunkAndChannel() {
    assertEquals(3 * 64 * Float.BYTES, learning(OnTape.floats(8, 64)).workspaceBytes());
    Lowered large = learning(OnTape.image(DType.F32, 64, 64, 56, 56));
    long chunks = ColumnWalk.whole(64 * 56 * 56, 64, 4).forReading(4).chunks();
    assertEquals(chunks * 64 * 3 * Float.BYTES + 64 * Float.BYTES, large.workspaceBytes());
  }

  @Test
  void oddChannelsAreReadOneByOne() {
    String source = learning(OnTape.image(DType.BF16, 4, 17, 3, 3)).source();
    assertTrue(source.contains("batch_moments<ColumnWalk<36LL, 17, 1, 17, 36LL>>"), source);
  }
}
