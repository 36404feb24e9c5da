package io.feedalign.bench.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A piece of Java in documentation, made a compilation unit: imports for the types that it
 * mentions, and parameters for the names that it takes for granted.
 *
 * @param place where it stands
 * @param code as it stands there
 */
record Example(String place, String code) {
  private static final Pattern IDENTIFIER = Pattern.compile("\\b[A-Za-z_]\\w*\\b");
  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^(/\\*\\*.*\\n)?(public |abstract |final )*(class|record|interface|enum) (\\w+)");

  private static final List<String> WILDCARDS =
      List.of("java.nio", "java.nio.file", "java.util", "java.util.concurrent.atomic");

  /** Names that examples may use without saying where they come from, after their types. */
  private static final String GIVEN =
      """
      Value bias choice feedback gain gradient logits mask mean output shift signal step target
      Value variance weight x
      Arenas arenas
      Backend backend reference
      Batch batch
      Call call
      CompiledNetwork compiled
      Constraint constraint
      CreditAssignmentRule rule
      Dataset data
      DatasetFiles files
      Draw draw
      Edge edge
      Emitter emit
      Executable executable
      MemoryPlan plan
      Model model
      Network network
      ProbeContext observed
      Problems problems
      Program program
      RunListener listener
      RunReport report
      SettingsSpec spec
      Signals signals
      String name
      Tape tape
      Tensor tensor
      UpdateRule sgd update
      java.util.Map<String,Object> given
      long seed
      org.nd4j.linalg.api.ndarray.INDArray a b c
      """;

  private static Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    for (String line : GIVEN.split("\n")) {
      String[] words = line.split(" ");
      for (String name : List.of(words).subList(1, words.length)) {
        given.put(name, words[0]);
      }
    }
    return given;
  }

  /** A compilation unit of the given name. */
  String unit(String name, TypeIndex types) {
    if (code.contains("import ")) {
      return code;
    }
    Map<String, String> missing = given();
    missing.keySet().removeIf(this::declares);
    missing.keySet().retainAll(words(code));
    boolean member = TYPE.matcher(code).find();
    String body =
        member
            ? TYPE.matcher(code).replaceFirst(match -> "static " + plain(match.group()))
            : method(missing);
    Set<String> mentioned = words(code);
    mentioned.addAll(member ? List.of() : missing.values());
    String imports =
        mentioned.stream()
            .flatMap(word -> types.find(word).stream())
            .map(type -> "import " + type + ";\n")
            .collect(Collectors.joining());
    return WILDCARDS.stream()
            .map(folder -> "import " + folder + ".*;\n")
            .collect(Collectors.joining())
        + imports
        + "class "
        + name
        + " {\n"
        + body
        + "\n}\n";
  }

  private static String plain(String declaration) {
    return Matcher.quoteReplacement(declaration.replaceFirst("(?s)/\\*\\*.*?\\*/\\s*", ""))
        .replace("public ", "");
  }

  private String method(Map<String, String> parameters) {
    String list =
        parameters.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return "void example(" + list + ") throws Exception {\n" + code + "\n}";
  }

  /** Whether a variable or a lambda's parameter of that name is declared in the example itself. */
  private boolean declares(String variable) {
    String name = "\\b" + variable + "\\b";
    String assigned = "[\\w>\\]]\\s+" + name + "\\s*(=[^=]|:)";
    String parameter = name + "\\s*->|\\([^()]*" + name + "[^()]*\\)\\s*->";
    return Pattern.compile(assigned + "|" + parameter).matcher(code).find();
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    IDENTIFIER.matcher(text).results().forEach(match -> words.add(match.group()));
    return words;
  }

  /** The examples in the Javadoc of a source file. */
  static List<Example> inJavadoc(String place, String source) {
    List<Example> examples = new ArrayList<>();
    Matcher block =
        Pattern.compile("(?s)<pre>\\{@code\\s*\\n(.*?)\\n\\s*\\* }</pre>").matcher(source);
    while (block.find()) {
      examples.add(new Example(place, block.group(1).replaceAll("(?m)^\\s*\\* ?", "")));
    }
    return examples;
  }

  /** The examples in a Markdown document. */
  static List<Example> inMarkdown(String place, String document) {
    List<Example> examples = new ArrayList<>();
    Matcher block = Pattern.compile("(?ms)^```java\\n(.*?)^```").matcher(document);
    while (block.find()) {
      examples.add(new Example(place, block.group(1)));
    }
    return examples;
  }
}
