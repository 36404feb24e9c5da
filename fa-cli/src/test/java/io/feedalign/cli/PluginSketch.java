package io.feedalign.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The source of a rule plugin with one thing wrong with it.
 *
 * @param name of the class, in the package theirs
 * @param callback which of the plugin's methods runs the statement
 * @param statement such as {@code throw new IllegalStateException("boom");}
 */
public record PluginSketch(String name, String callback, String statement) {

  private static final String SOURCE =
      """
      package theirs;
      import io.feedalign.credit.*;
      import io.feedalign.ir.*;
      import io.feedalign.spi.*;
      public final class NAME implements RuleProvider {
        public NAME() { CONSTRUCTOR }
        @Override public String name() { NAMING return "theirs"; }
        @Override public String description() { DESCRIPTION return "Theirs."; }
        @Override public CreditAssignmentRule create(Settings settings) { CREATE return new Rule(); }
        static final class Rule implements CreditAssignmentRule {
          @Override public EdgeRule at(Edge edge, RuleContext context) { AT return new AtEdge(edge, context); }
        }
        record AtEdge(Edge edge, RuleContext context) implements EdgeRule {
          @Override public Value carry(Signals signals, Emitter emit) {
            CARRY
            return edge.pull(emit, signals.at(edge.output()), edge.weight());
          }
          @Override public void learn(Learning learning) { LEARN }
        }
        @SuppressWarnings("unchecked")
        static <T extends Throwable> void sneak(Throwable thrown) throws T { throw (T) thrown; }
        static void deeper(int i) { deeper(i + 1); }
      }
      """;

  private static final List<String> CALLBACKS =
      List.of("CONSTRUCTOR", "NAMING", "DESCRIPTION", "CREATE", "AT", "CARRY", "LEARN");

  /** A plugin with nothing wrong. */
  public static PluginSketch sound(String name) {
    return new PluginSketch(name, "NONE", "");
  }

  /** Its class, as a services file names it. */
  public String provider() {
    return "theirs." + name;
  }

  /** Packs it as an ordinary plugin for our API. */
  public Path pack(Path jar) {
    return JarSmith.ofRule(provider()).pack(jar, List.of(write(jar)));
  }

  /** Writes the source beside the folder of jars. */
  public Path write(Path jar) {
    String source = SOURCE;
    for (String known : CALLBACKS) {
      // The condition keeps what follows reachable, so that it compiles.
      String body = known.equals(callback) ? "if (Boolean.TRUE) { " + statement + " }" : "";
      source = source.replaceFirst("\\b" + known + "\\b", body.replace("$", "\\$"));
    }
    try {
      Path file = jar.getParent().getParent().resolve("src").resolve(name + ".java");
      Files.createDirectories(file.getParent());
      return Files.writeString(file, source.replaceAll("\\bNAME\\b", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
