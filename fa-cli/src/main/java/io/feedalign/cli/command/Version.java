package io.feedalign.cli.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of feedalign, as its jar says. */
public final class Version implements IVersionProvider {

  /** Without a jar, as in tests, there is no number. */
  public static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "feedalign " + number(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
