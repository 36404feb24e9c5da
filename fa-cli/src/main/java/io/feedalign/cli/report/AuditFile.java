package io.feedalign.cli.report;

import io.feedalign.core.audit.AuditReport;
import io.feedalign.core.experiment.Variant;
import io.feedalign.core.store.AtomicFile;
import io.feedalign.core.store.DiskFull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** {@code audit.txt}: the audits of one run folder, as they were told. */
public final class AuditFile {

  /** Its name in a run folder. */
  public static final String NAME = "audit.txt";

  private AuditFile() {}

  /** Adds one audit. */
  public static void add(Path folder, Variant variant, long seed, AuditReport report) {
    List<String> lines = new ArrayList<>(AuditTable.lines(variant, report));
    lines.set(0, lines.get(0) + ", seed " + seed);
    AtomicFile.write(folder.resolve(NAME), text(folder) + String.join("\n", lines) + "\n\n");
  }

  /** The section of a page; nothing if nothing was audited. */
  static String section(Path folder) {
    String text = text(folder);
    return text.isEmpty() ? "" : "<h2>Audit</h2>\n<pre>" + Html.text(text) + "</pre>\n";
  }

  private static String text(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw DiskFull.or(e, file, OptionalLong.empty());
    }
  }
}
