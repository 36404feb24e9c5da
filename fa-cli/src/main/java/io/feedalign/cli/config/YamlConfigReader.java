package io.feedalign.cli.config;

import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.store.IoReason;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reader of experiment files: plain values, and where each of them stands. It reads data only:
 * aliases, tags and second documents are refused, and nothing is expanded.
 */
public final class YamlConfigReader {

  /** More than any experiment needs, in bytes; larger files are refused before they are parsed. */
  public static final int MOST_BYTES = 1 << 20;

  private static final int MOST_NESTING = 64;

  private final TokenStreamFactory factory =
      YAMLFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MOST_NESTING).build())
          .build();

  /**
   * The values of a file with their places, such as {@code experiment.yaml:3:7}.
   *
   * @throws FaException (USER) naming file, line and column of each mistake
   */
  public ConfigTree read(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      return read(file.toString(), input.readNBytes(MOST_BYTES + 1));
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + file + "': " + IoReason.of(e) + ".", e);
    }
  }

  /** The values of a text that is known by a name. */
  public ConfigTree read(String name, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw FaException.user(
          "'" + name + "' is larger than 1 MiB, which is the most that an experiment may have.");
    }
    String text = decoded(name, bytes);
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      return new YamlTreeBuilder(name, text, parser).build();
    } catch (JacksonException e) {
      throw new FaException(ErrorKind.USER, place(name, e) + ": " + reason(e), e);
    } catch (YamlEngineException e) {
      throw new FaException(ErrorKind.USER, name + ": " + firstLine(e.getMessage()), e);
    }
  }

  private static String decoded(String name, byte[] bytes) {
    ByteBuffer source = ByteBuffer.wrap(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(source).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, source.position(), StandardCharsets.UTF_8);
      long line = before.lines().count();
      int column = before.length() - before.lastIndexOf('\n');
      throw new FaException(
          ErrorKind.USER,
          name
              + ":"
              + Math.max(1, line)
              + ":"
              + column
              + ": is not UTF-8 text. Save the file in UTF-8.",
          e);
    }
  }

  private static String place(String name, JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? name
        : name + ":" + location.getLineNr() + ":" + location.getColumnNr();
  }

  private static String reason(JacksonException e) {
    String reason = firstLine(e.getOriginalMessage());
    return "is not valid YAML: " + (reason.endsWith(".") ? reason : reason + ".");
  }

  private static String firstLine(@Nullable String message) {
    return Objects.requireNonNullElse(message, "").lines().findFirst().orElse("damaged").strip();
  }
}
