package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.source.Prelude;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernels of many programs as one text, equal ones once. */
final class ManyKernels {
  private static final Pattern NUMBER = Pattern.compile("0x[-+.0-9a-fpULu]+|\\d[-+.0-9a-fpULu]*");
  private static final Pattern DECLARATION = Pattern.compile("KERNEL_\\d+\\((\\w+)_\\d+,");

  private final String prelude = Prelude.text();
  private final Map<String, String> names = new LinkedHashMap<>();

  /** Takes the kernels of one program. */
  void add(String source) {
    String kernels = source.substring(prelude.length());
    for (String kernel : kernels.split("\n(?=KERNEL_)")) {
      Matcher declaration = DECLARATION.matcher(kernel);
      if (declaration.find()) {
        String nameless = declaration.replaceFirst("KERNEL(");
        names.computeIfAbsent(
            nameless,
            text ->
                new StringBuilder(kernel)
                    .replace(declaration.start(1), declaration.end() - 1, name(declaration))
                    .toString());
      }
    }
  }

  private String name(Matcher declaration) {
    return declaration.group(1) + "_" + names.size();
  }

  /** All of them. */
  String text() {
    return prelude + "\n" + String.join("\n", names.values());
  }

  /** Of those that differ in sizes and constants alone, the first. */
  String kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    names.forEach(
        (text, kernel) -> kinds.putIfAbsent(NUMBER.matcher(text).replaceAll("#"), kernel));
    return prelude + "\n" + String.join("\n", kinds.values());
  }
}
