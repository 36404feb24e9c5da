package io.feedalign.spi;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * Writes a data set's images, decoded and resized once, to one file that is read in their place:
 * behind {@code fa data pack}.
 *
 * <pre>{@code
 * DatasetProvider folder = Plugins.discover().datasets().get("folder");
 * Settings settings =
 *     folder.settings().settings(Map.of("path", "photos", "resize", 256));
 * folder.packer().ifPresent(packer -> packer.pack(settings, Path.of("photos.packed"), line -> {}));
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
@FunctionalInterface
public interface DatasetPacker {
  /**
   * Writes the file, whole or not at all.
   *
   * @param settings the data set's, of which 'resize' says how large images are stored
   * @param out the file
   * @param progress receives one line at a time
   * @throws io.feedalign.error.FaException naming the image that cannot be decoded, or the disk
   */
  void pack(Settings settings, Path out, Consumer<String> progress);
}
