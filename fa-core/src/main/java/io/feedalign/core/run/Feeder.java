package io.feedalign.core.run;

import io.feedalign.data.Batch;
import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import io.feedalign.nn.MixedTarget;
import io.feedalign.optim.Schedule;
import io.feedalign.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes what programs are fed with. */
record Feeder(Feeds feeds) {
  /** Images in one batch. */
  int batch() {
    return feeds.input().shape().size(0);
  }

  /** Everything that a batch to learn from fills. */
  List<Value> filled() {
    List<Value> filled = new ArrayList<>(List.of(feeds.input(), feeds.target()));
    feeds.mixture().ifPresent(mixture -> filled.addAll(List.of(mixture.second(), mixture.share())));
    return filled;
  }

  /**
   * Images and their first targets: all that scoring goes by.
   *
   * @param places where to write what a value is fed with
   */
  void images(Batch batch, Function<Value, Tensor> places) {
    if (batch.size() != batch()) {
      throw FaException.user(
          "A batch of "
              + batch.size()
              + " images was fed to a network compiled for "
              + batch()
              + ". Allocate it with Batch.allocate("
              + batch()
              + ", ...).");
    }
    places.apply(feeds.input()).writeInLayout(batch.images().duplicate().rewind());
    places.apply(feeds.target()).write(batch.targets().duplicate().rewind());
  }

  /** What only learning knows: all of a batch, second targets included. */
  void lesson(Batch batch, Function<Value, Tensor> places) {
    images(batch, places);
    if (feeds.mixture().isPresent() != batch.mixture().isPresent()) {
      throw FaException.user(
          batch.mixture().isPresent()
              ? "A batch of mixed images was fed to a network that was compiled for images of one"
                  + " class each. Compile it with Compiler.mixed(true)."
              : "A batch of images of one class each was fed to a network that was compiled for"
                  + " mixed images. Allocate it with Batch.allocate(size, data).");
    }
    batch
        .mixture()
        .ifPresent(
            given -> {
              MixedTarget mixture = feeds.mixture().orElseThrow();
              places.apply(mixture.second()).write(given.seconds().duplicate().rewind());
              places.apply(mixture.share()).write(given.shares().duplicate().rewind());
            });
  }

  /** The counter that names random draws. */
  void step(BoundProgram program, long step) {
    int[] counter = {Math.toIntExact(step)};
    program.executable().tensor(feeds.step()).write(IntBuffer.wrap(counter));
  }

  /** Numbers that follow schedules. */
  void scheduled(BoundProgram program, Schedule.Progress at) {
    feeds
        .scheduled()
        .forEach(
            (schedule, value) -> {
              float[] number = {(float) schedule.at(at)};
              program.executable().tensor(value).write(FloatBuffer.wrap(number));
            });
  }
}
