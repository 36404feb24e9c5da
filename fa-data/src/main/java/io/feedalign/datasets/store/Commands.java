package io.feedalign.datasets.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a program of this machine to its end. */
@FunctionalInterface
public interface Commands {
  /**
   * Runs a command with its standard output in a file.
   *
   * @param command the program and its arguments
   * @param folder the working folder
   * @param output where standard output goes
   * @throws IOException saying in a sentence why it did not run or failed
   */
  void run(List<String> command, Path folder, Path output) throws IOException;
}
