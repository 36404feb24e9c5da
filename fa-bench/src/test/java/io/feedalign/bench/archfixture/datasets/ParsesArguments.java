package io.feedalign.bench.archfixture.datasets;

import picocli.CommandLine.Command;

/** A data set with options of its own. */
@Command(name = "data")
public final class ParsesArguments {
  /** Nothing yet. */
  public ParsesArguments() {}
}
