package io.feedalign.bench.docs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole program in a document: compiled, and run in this JVM. */
record Program(String code) {
  private static final Pattern PUBLIC = Pattern.compile("public (?:final )?class (\\w+)");

  /** The name of the public class of a compilation unit. */
  static String nameOf(String code) {
    Matcher declaration = PUBLIC.matcher(code);
    if (!declaration.find()) {
      throw new IllegalArgumentException("No public class in:\n" + code);
    }
    return declaration.group(1);
  }

  /** What is wrong with it. */
  List<String> compile(Path into) {
    return JavaSources.compile(Map.of(nameOf(code), code), into);
  }

  /** What it says on standard output when it is run with these arguments. */
  String run(Path classes, String... args) throws IOException, ReflectiveOperationException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.out;
    URL[] folder = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(folder, Program.class.getClassLoader())) {
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      loader.loadClass(nameOf(code)).getMethod("main", String[].class).invoke(null, (Object) args);
    } finally {
      System.setOut(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
