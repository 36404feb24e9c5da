package io.feedalign.cli.config;

import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Walks the tokens of one YAML file and notes where each key and list element stands. */
final class YamlTreeBuilder {

  /** Plain numbers that YAML 1.2 knows, such as {@code 1e-3}, but the parser gives as text. */
  private static final Pattern REAL =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9_]+");

  private static final Set<String> NULLS = Set.of("~", "null", "Null", "NULL");
  private static final String NO_VALUE = "has no value. Give it one, or leave the key out";
  private static final String ZERO_FIRST = "is a number with a leading zero. Write it without";

  private final String file;
  private final int[] source;
  private final JsonParser parser;
  private final Map<String, String> locations = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  YamlTreeBuilder(String file, String text, JsonParser parser) {
    this.file = file;
    this.source = text.codePoints().toArray();
    this.parser = parser;
  }

  ConfigTree build() {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw FaException.user(
          (first == null ? file : here())
              + ": an experiment is a list of keys with values, such as 'model: lenet'.");
    }
    Map<String, Object> values = map("");
    if (parser.nextToken() != null) {
      throw FaException.user(here() + ": a second document. A file holds one experiment.");
    }
    if (!problems.isEmpty()) {
      throw FaException.user(String.join(System.lineSeparator(), problems));
    }
    return new ConfigTree(values, locations);
  }

  private Map<String, Object> map(String path) {
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      String childPath = path.isEmpty() ? key : path + "." + key;
      String place = here();
      if (map.containsKey(key)) {
        problems.add(
            place
                + ": '"
                + childPath
                + "' stands here for the second time; the first is at "
                + locations.get(childPath)
                + ". Remove one.");
      } else {
        locations.put(childPath, place);
      }
      parser.nextToken();
      Optional<Object> value = value(childPath);
      map.put(key, value.orElse(""));
    }
    return map;
  }

  private List<Object> list(String path) {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String childPath = path + "[" + list.size() + "]";
      locations.put(childPath, here());
      list.add(value(childPath).orElse(""));
    }
    return list;
  }

  /** The value at the current token; empty, with a problem noted, if it is none. */
  private Optional<Object> value(String path) {
    if (parser.getTypeId() != null) {
      refuse(path, "has a tag. Tags are not read; write the plain value");
    }
    switch (parser.currentToken()) {
      case START_OBJECT:
        return Optional.of(map(path));
      case START_ARRAY:
        return Optional.of(list(path));
      case VALUE_TRUE:
        return Optional.of(Boolean.TRUE);
      case VALUE_FALSE:
        return Optional.of(Boolean.FALSE);
      case VALUE_NUMBER_INT:
        return whole(path);
      case VALUE_NUMBER_FLOAT:
        return Optional.of(Double.parseDouble(parser.getString().replace("_", "")));
      case VALUE_STRING:
        return text(path);
      default:
        return refuse(path, NO_VALUE);
    }
  }

  private Optional<Object> whole(String path) {
    if (LEADING_ZERO.matcher(parser.getString()).matches()) {
      return refuse(path, ZERO_FIRST);
    }
    switch (parser.getNumberType()) {
      case INT:
        return Optional.of(parser.getIntValue());
      case LONG:
        return Optional.of(parser.getLongValue());
      default:
        return refuse(path, "is too large: a whole number has at most 18 digits");
    }
  }

  private Optional<Object> text(String path) {
    if (parser instanceof YAMLParser && ((YAMLParser) parser).isCurrentAlias()) {
      return refuse(path, "is an alias. Aliases are not read; write the value out");
    }
    String text = parser.getString();
    if (!plain()) {
      return Optional.of(text);
    }
    if (NULLS.contains(text)) {
      return refuse(path, NO_VALUE);
    }
    if (LEADING_ZERO.matcher(text).matches()) {
      return refuse(path, ZERO_FIRST);
    }
    return Optional.of(REAL.matcher(text).matches() ? (Object) Double.parseDouble(text) : text);
  }

  /** Whether the scalar stands without quotes. */
  private boolean plain() {
    long at = parser.currentTokenLocation().getCharOffset();
    return at < 0 || at >= source.length || "\"'|>".indexOf(source[(int) at]) < 0;
  }

  private Optional<Object> refuse(String path, String what) {
    problems.add(here() + ": '" + path + "' " + what + ".");
    return Optional.empty();
  }

  private String here() {
    TokenStreamLocation at = parser.currentTokenLocation();
    return file + ":" + at.getLineNr() + ":" + at.getColumnNr();
  }
}
