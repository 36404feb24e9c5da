package io.feedalign.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** A command as one would type it again. */
final class CommandText {

  private CommandText() {}

  /** What was typed, but into a folder that is named, and without clearing it. */
  static String again(CommandSpec spec, Path folder) {
    List<String> words = new ArrayList<>(List.of(spec.root().name()));
    boolean named = false;
    for (String word : spec.root().commandLine().getParseResult().originalArgs()) {
      named |= word.equals("--out") || word.startsWith("--out=");
      if (!word.equals("--overwrite")) {
        words.add(word);
      }
    }
    if (!named) {
      words.addAll(List.of("--out", folder.toString()));
    }
    return words.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
  }

  /** Quoted for a shell where that is needed; on one line in any case. */
  private static String quoted(String word) {
    String line = word.replaceAll("\\p{Cntrl}", "?");
    return line.matches("[A-Za-z0-9_./:=,+@%-]+") ? line : "'" + line.replace("'", "'\\''") + "'";
  }
}
