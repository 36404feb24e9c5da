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

  /** Names that examples may use without saying where they come from. */
  private static Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    for (String operand : List.of("a", "b", "c")) {
      given.put(operand, "org.nd4j.linalg.api.ndarray.INDArray");
    }
    given.put("backend", "Backend");
    given.put("compiled", "CompiledNetwork");
    given.put("constraint", "Constraint");
    given.put("data", "Dataset");
    given.put("emit", "Emitter");
    given.put("given", "java.util.Map<String, Object>");
    given.put("listener", "RunListener");
    given.put("name", "String");
    given.put("network", "Network");
    given.put("problems", "Problems");
    given.put("rule", "CreditAssignmentRule");
    given.put("seed", "long");
    given.put("sgd", "UpdateRule");
    given.put("spec", "SettingsSpec");
    given.put("step", "Value");
    given.put("tensor", "Tensor");
    given.put("update", "UpdateRule");
    given.put("weight", "Value");
    given.put("x", "Value");
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
    return "import java.nio.*;\nimport java.util.*;\n"
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
    String assigned = "[\\w>\\]]\\s+" + name + "\\s*=[^=]";
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
