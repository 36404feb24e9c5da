package io.feedalign.cli.config;

import io.feedalign.core.experiment.ConfigTree;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes values as YAML that {@link YamlConfigReader} reads back the same. */
public final class ConfigWriter {

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().disable(YAMLWriteFeature.WRITE_DOC_START_MARKER).build();

  private ConfigWriter() {}

  /** The values of a tree as a file's text. */
  public static String text(ConfigTree tree) {
    return MAPPER.writeValueAsString(tree.values());
  }
}
