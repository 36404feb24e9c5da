package io.feedalign.backend.cuda.host;

import io.feedalign.error.FaException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kernels compiled one by one or many at once, each known by the digest of its text: the same
 * kernel in a hundred programs is compiled once.
 */
final class HostKernels {
  private static final Pattern DEFINITION = Pattern.compile("(?m)^KERNEL_\\d+\\((\\w+)");
  private static final int TOGETHER = 150;

  /** Unchecked mistakes that a GPU punishes are made to crash: they name the kernel. */
  private static final List<String> OPTIONS =
      List.of(
          "-O0",
          "-shared",
          "-fPIC",
          "-w",
          "-DFA_HOST",
          "-ffp-contract=off",
          "-fno-strict-aliasing",
          "-fno-gnu-unique",
          "-fno-exceptions",
          "-fsanitize=alignment,bounds,integer-divide-by-zero",
          "-fsanitize-undefined-trap-on-error");

  /** A kernel's text under a name that follows from it. */
  private record Definition(String symbol, String text) {}

  private final Path folder;
  private final Map<String, Path> libraries = new HashMap<>();

  HostKernels(Path folder) {
    this.folder = folder;
  }

  /**
   * Where a kernel lies.
   *
   * @param library a shared object
   * @param symbol the kernel's name there
   */
  record Found(Path library, String symbol) {}

  /** The kernels of a source, by the names that it gives them; what is not there is compiled. */
  Map<String, Found> of(String source) {
    Map<String, Definition> definitions = definitions(source);
    compile(prelude(source), List.copyOf(definitions.values()));
    Map<String, Found> found = new LinkedHashMap<>();
    definitions.forEach(
        (name, definition) ->
            found.put(name, new Found(libraries.get(definition.symbol()), definition.symbol())));
    return found;
  }

  /** Compiles the kernels of many sources, many at a time; those refused are left for later. */
  void prepare(List<String> sources) {
    Map<String, Map<String, Definition>> byPrelude = new LinkedHashMap<>();
    for (String source : sources) {
      Map<String, Definition> all =
          byPrelude.computeIfAbsent(prelude(source), prelude -> new LinkedHashMap<>());
      definitions(source).values().forEach(each -> all.put(each.symbol(), each));
    }
    byPrelude.forEach(
        (prelude, all) -> {
          List<Definition> rest = List.copyOf(all.values());
          for (int from = 0; from < rest.size(); from += TOGETHER) {
            try {
              compile(prelude, rest.subList(from, Math.min(rest.size(), from + TOGETHER)));
            } catch (FaException refused) {
              continue; // the program that has the wrong kernel will say so
            }
          }
        });
  }

  private void compile(String prelude, List<Definition> wanted) {
    List<Definition> missing = new ArrayList<>(wanted);
    missing.removeIf(definition -> libraries.containsKey(definition.symbol()));
    if (missing.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(Compiler.resource("host.h")).append(prelude);
    missing.forEach(definition -> text.append('\n').append(definition.text()).append('\n'));
    Path library = folder.resolve("kernels-" + digest(text + OPTIONS.toString()) + ".so");
    if (!library.toFile().exists()) {
      Compiler.compile(text.toString(), library, OPTIONS);
    }
    missing.forEach(definition -> libraries.put(definition.symbol(), library.toAbsolutePath()));
  }

  private static String prelude(String source) {
    Matcher matcher = DEFINITION.matcher(source);
    return matcher.find() ? source.substring(0, matcher.start()) : source;
  }

  private static Map<String, Definition> definitions(String source) {
    String prelude = digest(prelude(source));
    Map<String, Definition> definitions = new LinkedHashMap<>();
    Matcher matcher = DEFINITION.matcher(source);
    boolean more = matcher.find();
    while (more) {
      String name = matcher.group(1);
      String before = source.substring(matcher.start(), matcher.start(1));
      int rest = matcher.end(1);
      more = matcher.find();
      String after = source.substring(rest, more ? matcher.start() : source.length()).strip();
      String symbol = "k" + digest(prelude + before + after);
      definitions.put(name, new Definition(symbol, before + symbol + after));
    }
    return definitions;
  }

  static String digest(String text) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw FaException.internal("No SHA-256: " + e.getMessage());
    }
  }
}
