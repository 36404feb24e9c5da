package io.feedalign.datasets.image;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.StreamOptions;
import io.feedalign.data.StreamOptions.Order;
import io.feedalign.datasets.pipeline.Normaliser;
import io.feedalign.datasets.pipeline.Permutation;
import io.feedalign.error.FaException;
import io.feedalign.ir.Philox;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One pass over pictures: the rows of a batch are decoded by several workers, each at its place.
 *
 * <p>A row is a function of the picture and, for learning, of (seed, epoch, position): neither the
 * number of workers nor their speed can be seen in it.
 */
final class PictureStream implements BatchStream {
  private final Part part;
  private final Look look;
  private final Normaliser normaliser;
  private final BadPictures bad;
  private final int[] positions;
  private final int size;
  private final int batches;
  private final Crew crew;
  private final List<Worker> workers = new ArrayList<>();
  private int given;

  /**
   * Some pictures of a source.
   *
   * @param positions theirs, in stored order; not changed
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Part(PictureSource source, int[] positions) {}

  /** What a stream does with pictures. */
  record Handling(Look look, Normaliser normaliser, BadPictures bad, int workers) {}

  PictureStream(Part part, Handling handling, StreamOptions options) {
    this.part = part;
    this.look = handling.look();
    this.normaliser = handling.normaliser();
    this.bad = handling.bad();
    this.size = options.batch();
    this.positions = part.positions().clone();
    boolean shuffled = options.order() == Order.SHUFFLED;
    if (shuffled) {
      Permutation.shuffle(positions, Philox.key(options.seed(), "shuffle"), options.epoch());
    }
    this.batches = shuffled ? positions.length / size : (positions.length + size - 1) / size;
    this.crew = new Crew(Math.min(handling.workers(), size));
    for (int i = 0; i < crew.size(); i++) {
      workers.add(new Worker(part.source().reader()));
    }
  }

  @Override
  public int batches() {
    return batches;
  }

  @Override
  public boolean next(Batch into) {
    if (given == batches) {
      return false;
    }
    if (into.size() != size) {
      throw FaException.internal(
          "A stream of batches of " + size + " was asked to fill a batch of " + into.size() + ".");
    }
    int first = given * size;
    crew.run(size, (worker, row) -> workers.get(worker).fill(into, row, first + row));
    given++;
    return true;
  }

  @Override
  public void skip(int count, Batch scratch) {
    given = (int) Math.min(batches, (long) given + count);
  }

  @Override
  public void close() {
    crew.close();
    workers.forEach(Worker::close);
  }

  /** What one thread needs: a way to the pictures and memory to see them in. */
  private final class Worker {
    private final PictureSource.Reader reader;
    private final Resampler resampler = new Resampler();
    private final Canvas canvas = new Canvas();

    Worker(PictureSource.Reader reader) {
      this.reader = reader;
    }

    void fill(Batch into, int row, int index) {
      int stride = into.images().capacity() / size;
      if (index >= positions.length) {
        blank(into, row, stride);
        return;
      }
      int position = positions[index];
      try {
        see(position, into.images(), row * stride);
        into.targets().put(row, part.source().label(position));
      } catch (BadPicture e) {
        bad.add(part.source().name(position), e);
        blank(into, row, stride);
      }
    }

    private void see(int position, FloatBuffer into, int at) throws BadPicture {
      Frame frame = look.frame(reader.open(position), position);
      View view = reader.view(frame.box(), look.shrinks() ? frame.shrink() : 1);
      resampler.scale(view, frame.scaled(), frame.window(), look.mirrored(position));
      if (look.plain()) {
        resampler.write(normaliser, into, at);
        return;
      }
      canvas.resize(frame.window().width(), frame.window().height());
      resampler.write(canvas.rgb());
      normaliser.write(look.change(canvas.pixels(), position), into, at);
    }

    void close() {
      reader.close();
    }
  }

  /** A row that counts for nothing: target -1 is ignored by every loss and score. */
  private static void blank(Batch into, int row, int stride) {
    into.images().put(row * stride, new float[stride]);
    into.targets().put(row, -1);
  }
}
