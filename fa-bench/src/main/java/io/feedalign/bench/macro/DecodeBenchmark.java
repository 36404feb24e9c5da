package io.feedalign.bench.macro;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.Stopwatch;
import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.spi.DatasetProvider;
import io.feedalign.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How fast pictures of 500x375 become training crops on one thread: a plain ImageIO loop, the
 * pipeline with each of its decoders, and a packed file, all in turn.
 */
public final class DecodeBenchmark {
  private static final int BATCH = 32;
  private static final int SIDE = 224;
  private static final int PACKED = 256;

  private final DatasetProvider folder;
  private final int rounds;
  private final Map<String, Filler> contenders = new LinkedHashMap<>();

  /** Fills one batch; which one is told by its number. */
  private interface Filler {
    void fill(Batch into, int number);
  }

  /** A benchmark of so many batches by each contender. */
  public DecodeBenchmark(Plugins plugins, int rounds) {
    this.folder = plugins.datasets().get("folder");
    this.rounds = rounds;
  }

  /** Runs it in a folder of its own; one line a contender, the plain loop first. */
  public List<String> run(Path work) {
    prepare(work);
    return measure();
  }

  /** All who fill one batch a run, by name, in a folder that stays for as long as they run. */
  public List<Contender> contenders(Path work) {
    prepare(work);
    Batch batch = Batch.allocate(BATCH, Shape.of(3, SIDE, SIDE));
    List<Contender> all = new ArrayList<>();
    contenders.forEach((name, contender) -> all.add(new Filling(name, contender, batch)));
    return all;
  }

  private void prepare(Path work) {
    Path photos = work.resolve("photos");
    new PhotoFolder(photos).write(4 * BATCH);
    Path packed = work.resolve("photos.packed");
    folder
        .packer()
        .orElseThrow(() -> FaException.internal("Data set 'folder' cannot be packed."))
        .pack(
            folder.settings().settings(Map.of("path", photos.toString(), "resize", PACKED)),
            packed,
            line -> {});
    PlainImageLoop plain = new PlainImageLoop(files(photos));
    contenders.put("plain ImageIO loop", (into, n) -> plain.fill(into, n * BATCH, SIDE));
    add("pipeline, imageio", Map.of("path", photos.toString(), "decoder", "imageio"));
    add("pipeline, auto", Map.of("path", photos.toString(), "decoder", "auto"));
    add("packed at " + PACKED, Map.of("packed", packed.toString()));
  }

  private void add(String name, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("crop", SIDE);
    all.put("workers", 1);
    all.put("test", 0.01);
    all.put("validation", 0.01);
    Dataset data = folder.create(folder.settings().settings(all));
    contenders.put(name, new Endless(data)::fill);
  }

  /** Batch after batch by one of them. */
  private static final class Filling implements Contender {
    private final String name;
    private final Filler filler;
    private final Batch batch;
    private int filled;

    Filling(String name, Filler filler, Batch batch) {
      this.name = name;
      this.filler = filler;
      this.batch = batch;
    }

    @Override
    public String label() {
      return name;
    }

    @Override
    public void run() {
      filler.fill(batch, filled++);
    }
  }

  /** Pass after pass over the training pictures. */
  private static final class Endless {
    private final Dataset data;
    private BatchStream stream;
    private int epoch;

    Endless(Dataset data) {
      this.data = data;
      this.stream = open();
    }

    private BatchStream open() {
      return data.stream(Split.TRAIN, StreamOptions.learning(BATCH, 1, epoch++));
    }

    void fill(Batch into, int number) {
      if (!stream.next(into)) {
        stream.close();
        stream = open();
        stream.next(into);
      }
    }
  }

  private List<String> measure() {
    Batch batch = Batch.allocate(BATCH, Shape.of(3, SIDE, SIDE));
    int warmUp = Math.max(2, rounds / 2);
    Map<String, double[]> seconds = new LinkedHashMap<>();
    contenders.keySet().forEach(name -> seconds.put(name, new double[rounds]));
    for (int round = -warmUp; round < rounds; round++) {
      for (Map.Entry<String, Filler> each : contenders.entrySet()) {
        Stopwatch watch = new Stopwatch();
        watch.start();
        each.getValue().fill(batch, round + warmUp);
        watch.stop();
        if (round >= 0) {
          Objects.requireNonNull(seconds.get(each.getKey()))[round] = watch.seconds();
        }
      }
    }
    return report(seconds);
  }

  private static List<String> report(Map<String, double[]> seconds) {
    List<String> lines = new ArrayList<>();
    double[] plain = seconds.values().iterator().next();
    for (Map.Entry<String, double[]> each : seconds.entrySet()) {
      double[] sorted = each.getValue().clone();
      Arrays.sort(sorted);
      double[] ratios = ratios(plain, each.getValue());
      lines.add(
          String.format(
              Locale.ROOT,
              "%-20s %7.0f images/s a core (best %.0f)  %5.2f x the plain loop, by rounds (%.2f to"
                  + " %.2f)",
              each.getKey(),
              BATCH / sorted[sorted.length / 2],
              BATCH / sorted[0],
              ratios[ratios.length / 2],
              ratios[ratios.length / 4],
              ratios[3 * ratios.length / 4]));
    }
    return lines;
  }

  /** How much longer the one takes than the other in each round, which had the machine alike. */
  private static double[] ratios(double[] plain, double[] other) {
    double[] ratios = new double[plain.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = plain[i] / other[i];
    }
    Arrays.sort(ratios);
    return ratios;
  }

  private static List<Path> files(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new FaException(ErrorKind.RESOURCES, root + " cannot be listed: " + e, e);
    }
  }
}
