package io.feedalign.bench.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles texts against the class path of the tests. */
final class JavaSources {
  private JavaSources() {}

  private static final class Text extends SimpleJavaFileObject {
    private final String code;

    Text(String name, String code) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }

  /**
   * Compiles into a folder.
   *
   * @param codeByName compilation units by class name
   * @return what is wrong; empty if nothing is
   */
  static List<String> compile(Map<String, String> codeByName, Path into) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      List<Text> texts =
          codeByName.entrySet().stream()
              .map(entry -> new Text(entry.getKey(), entry.getValue()))
              .toList();
      List<String> options =
          List.of("-proc:none", "--release", "17", "-cp", classPath(), "-d", into.toString());
      compiler.getTask(null, files, found, options, null, texts).call();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return found.getDiagnostics().stream()
        .filter(it -> it.getKind() == javax.tools.Diagnostic.Kind.ERROR)
        .map(
            it ->
                it.getSource().getName()
                    + ":"
                    + it.getLineNumber()
                    + ": "
                    + it.getMessage(Locale.ROOT))
        .toList();
  }

  /** What this JVM was started with; Surefire may hide it in the manifest of a jar. */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
