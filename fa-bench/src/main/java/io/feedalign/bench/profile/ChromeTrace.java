package io.feedalign.bench.profile;

import io.feedalign.bench.macro.JsonLine;
import java.util.ArrayList;
import java.util.List;

/**
 * Profiles in the Trace Event Format, which chrome://tracing, Perfetto and speedscope open: for
 * each a process, with a row of phases, one of layers and one of instructions.
 *
 * <p>Source: "Trace Event Format", the Chromium project: complete events, times in microseconds.
 */
public final class ChromeTrace {
  private final List<String> events = new ArrayList<>();
  private int process;

  private ChromeTrace() {}

  /** The file's text. */
  public static String of(List<Profile> profiles) {
    ChromeTrace trace = new ChromeTrace();
    profiles.forEach(trace::add);
    return "{\"displayTimeUnit\": \"ms\", \"traceEvents\": [\n"
        + String.join(",\n", trace.events)
        + "\n]}\n";
  }

  private void add(Profile profile) {
    process++;
    name("process_name", 0, profile.title());
    name("thread_name", 1, "phases");
    name("thread_name", 2, "layers");
    name("thread_name", 3, "instructions");
    double start = 0;
    Span phase = new Span(1);
    Span layer = new Span(2);
    for (int i = 0; i < profile.units().size(); i++) {
      Timed timed = profile.units().get(i);
      double end = profile.ends().get(i);
      phase.reach(timed.unit().phase().toString(), start, end);
      layer.reach(timed.unit().layer(), start, end);
      instruction(timed, start, end);
      start = end;
    }
    phase.close();
    layer.close();
  }

  /** A stretch of neighbours of one name. */
  private final class Span {
    private final int row;
    private String name = "";
    private double start;
    private double end;

    Span(int row) {
      this.row = row;
    }

    void reach(String next, double from, double to) {
      if (!next.equals(name)) {
        close();
        name = next;
        start = from;
      }
      end = to;
    }

    void close() {
      if (!name.isEmpty()) {
        events.add(event(name, row, start, end).toString());
      }
    }
  }

  private void instruction(Timed timed, double start, double end) {
    Unit unit = timed.unit();
    JsonLine about =
        new JsonLine()
            .put("layer", unit.layer())
            .put("shape", unit.shape())
            .put("median_ms", timed.milliseconds())
            .put("floor_ms", timed.floor())
            .put("mib", unit.bytes() / (1 << 20))
            .put("gflops_per_second", unit.operations() / timed.milliseconds() / 1e6);
    JsonLine event = event(unit.kind(), 3, start, end);
    events.add(event.put("cat", unit.phase().toString()).put("args", about).toString());
  }

  private JsonLine event(String name, int row, double start, double end) {
    return new JsonLine()
        .put("name", name)
        .put("ph", "X")
        .put("pid", process)
        .put("tid", row)
        .put("ts", start * 1e3)
        .put("dur", (end - start) * 1e3);
  }

  private void name(String kind, int row, String name) {
    events.add(
        new JsonLine()
            .put("name", kind)
            .put("ph", "M")
            .put("pid", process)
            .put("tid", row)
            .put("args", new JsonLine().put("name", name))
            .toString());
  }
}
