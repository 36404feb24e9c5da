package io.feedalign.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * The files of a data set on this machine: behind {@code fa data get|list|verify|where}.
 *
 * <pre>{@code
 * List<String> said = new ArrayList<>();
 * if (!files.present()) {
 *   files.get(said::add);
 * }
 * List<String> damaged = files.verify(); // empty: every digest is right
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface DatasetFiles {
  /** The folder in which they lie or would lie. */
  Path where();

  /** Whether all files are there (not whether they are whole). */
  boolean present();

  /**
   * Downloads, verifies and converts; nothing half-done is ever left.
   *
   * @param progress receives one line at a time
   * @throws io.feedalign.error.FaException naming each way that was tried and why it failed
   */
  void get(Consumer<String> progress);

  /** What is wrong, one sentence a file; empty if every digest is right. */
  List<String> verify();
}
