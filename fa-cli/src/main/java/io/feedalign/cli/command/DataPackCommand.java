package io.feedalign.cli.command;

import io.feedalign.cli.report.Console;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.FaException;
import io.feedalign.spi.DatasetPacker;
import io.feedalign.spi.DatasetProvider;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fa data pack}: decodes and resizes a data set's images once, into one file. */
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    description = {
      "Decodes and resizes every image once and writes them to one file, which is read in place of",
      "the images with 'packed: FILE' in the data settings. Training gives the same bits as from",
      "the images with 'resize: SIZE'."
    },
    footer = {
      "",
      "Examples:",
      "  fa data pack photos/ --size 256 --out photos.packed",
      "  fa data pack imagenet --path /data/ilsvrc2012 --size 256 --out imagenet.packed"
    })
public final class DataPackCommand implements Callable<Integer> {
  private static final String FOLDER = "folder";

  private final Plugins plugins;
  private final Console console;

  @Parameters(
      paramLabel = "NAME|PATH",
      description = "A data set of images, such as imagenet, or a folder of class folders.")
  private String what = "";

  @Option(names = "--path", paramLabel = "DIR", description = "Where the data set lies.")
  private @Nullable Path path;

  @Option(names = "--size", paramLabel = "N", description = "Shorter side; 256 by default.")
  private int size = 256;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; one that is there is replaced once the new one is whole.")
  private Path out = Path.of("");

  @Option(names = "--workers", paramLabel = "N", description = "Threads; one a processor if 0.")
  private int workers;

  @Option(
      names = "--on-bad-image",
      paramLabel = "POLICY",
      description = "fail (default), skip, or skip:<=n.")
  private String policy = "fail";

  /** Made by the wiring. */
  public DataPackCommand(Plugins plugins, Console console) {
    this.plugins = plugins;
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean folder = plugins.datasets().find(what).isEmpty() && isFolder(what);
    DatasetProvider provider = plugins.datasets().get(folder ? FOLDER : what);
    DatasetPacker packer =
        provider
            .packer()
            .orElseThrow(
                () ->
                    FaException.user(
                        "Data set '"
                            + what
                            + "' is not made of image files: it needs no packing."));
    Map<String, Object> settings = new LinkedHashMap<>();
    Path place = folder ? Path.of(what) : path;
    if (place != null) {
      settings.put("path", place.toString());
    }
    settings.put("resize", size);
    settings.put("workers", workers);
    settings.put("on_bad_image", policy);
    packer.pack(provider.settings().settings(settings), out, console::note);
    console.say(
        "Packed into "
            + out
            + ". Use it with  data: {name: "
            + provider.name()
            + ", packed: "
            + out
            + "}");
    return ExitCode.FINE;
  }

  private static boolean isFolder(String name) {
    try {
      return Files.isDirectory(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
