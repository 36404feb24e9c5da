package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.FaException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An engine of cuDNN and how its knobs are set; written {@code engine 12 knobs 2=1 5=0}.
 *
 * @param engine its number within the graph, CUDNN_ATTR_ENGINE_GLOBAL_INDEX
 * @param knobs values by the knobs' types
 */
record EngineChoice(long engine, SortedMap<Integer, Long> knobs) {
  private static final Pattern WRITTEN =
      Pattern.compile("engine (\\d{1,9}) knobs((?: \\d{1,4}=-?\\d{1,18})*)");

  /**
   * What {@link #toString} wrote.
   *
   * @throws FaException (INTERNAL) if it is something else
   */
  static EngineChoice parse(String text) {
    var found = WRITTEN.matcher(text);
    if (!found.matches()) {
      throw FaException.internal("'" + text + "' names no engine of cuDNN.");
    }
    SortedMap<Integer, Long> knobs = new TreeMap<>();
    for (String knob : found.group(2).trim().split(" ", -1)) {
      if (!knob.isEmpty()) {
        int sign = knob.indexOf('=');
        knobs.put(Integer.valueOf(knob.substring(0, sign)), Long.valueOf(knob.substring(sign + 1)));
      }
    }
    return new EngineChoice(Long.parseLong(found.group(1)), knobs);
  }

  @Override
  public String toString() {
    return "engine "
        + engine
        + " knobs"
        + knobs.entrySet().stream().map(EngineChoice::written).collect(Collectors.joining());
  }

  private static String written(Map.Entry<Integer, Long> knob) {
    return " " + knob.getKey() + "=" + knob.getValue();
  }
}
