package io.feedalign.cli.config;

import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place inside plain maps and lists, such as {@code model.layers[0].conv.kernel}. */
record TreePath(String text, List<String> steps) {

  private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[([0-9]{1,4})]");

  static TreePath parse(String text) {
    Matcher matcher = STEP.matcher(text);
    List<String> steps = new ArrayList<>();
    int reached = 0;
    while (reached < text.length() && matcher.find() && matcher.start() == reached) {
      steps.add(matcher.group());
      reached = matcher.end();
    }
    if (steps.isEmpty() || reached < text.length() || text.startsWith("[")) {
      throw FaException.user(
          "'"
              + text
              + "' is no key. Write it as in rule.magnitude or model.layers[0].conv.kernel.");
    }
    return new TreePath(
        text, steps.stream().map(step -> step.startsWith(".") ? step.substring(1) : step).toList());
  }

  /** A copy of a tree with one value changed or added; what lies around it is kept. */
  Map<String, Object> with(Map<String, Object> tree, Object value) {
    Object changed = with(tree, 0, value);
    Map<String, Object> copy = new LinkedHashMap<>();
    ((Map<?, ?>) changed).forEach((key, element) -> copy.put(String.valueOf(key), element));
    return copy;
  }

  private Object with(@Nullable Object around, int depth, Object value) {
    if (depth == steps.size()) {
      return value;
    }
    String step = steps.get(depth);
    return step.startsWith("[") ? element(around, depth, value) : entry(around, depth, value);
  }

  private Object entry(@Nullable Object around, int depth, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (around instanceof Map) {
      ((Map<?, ?>) around).forEach((key, element) -> copy.put(String.valueOf(key), element));
    } else if (around instanceof String) {
      copy.put("name", around); // 'rule: usf' is short for 'rule: {name: usf}'
    } else if (around != null) {
      throw FaException.user("'" + upTo(depth) + "' holds " + around + " and has no keys.");
    }
    copy.put(steps.get(depth), with(copy.get(steps.get(depth)), depth + 1, value));
    return copy;
  }

  private Object element(@Nullable Object around, int depth, Object value) {
    String step = steps.get(depth);
    int index = Integer.parseInt(step.substring(1, step.length() - 1));
    if (!(around instanceof List) || index >= ((List<?>) around).size()) {
      int size = around instanceof List ? ((List<?>) around).size() : 0;
      throw FaException.user(
          "'" + text + "' is not there: '" + upTo(depth) + "' has " + size + " elements.");
    }
    List<Object> copy = new ArrayList<>((List<?>) around);
    copy.set(index, with(copy.get(index), depth + 1, value));
    return copy;
  }

  private String upTo(int depth) {
    return String.join(".", steps.subList(0, depth)).replace(".[", "[");
  }
}
