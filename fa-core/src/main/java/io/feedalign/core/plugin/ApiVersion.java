package io.feedalign.core.plugin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of fa-api that a plugin was built for, as its manifest says. */
record ApiVersion(int major, int minor) {
  /** What this program offers. */
  static final ApiVersion OURS = new ApiVersion(0, 1);

  /** The line of the manifest. */
  static final String KEY = "Feedalign-Api";

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})(\\..*)?");

  static Optional<ApiVersion> parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(
            new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** Whether this program can serve a plugin of that version: it may be older, but not newer. */
  boolean servesPluginsOf(ApiVersion theirs) {
    return theirs.major == major && theirs.minor <= minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
