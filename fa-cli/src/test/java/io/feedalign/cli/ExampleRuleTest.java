package io.feedalign.cli;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.spi.RuleProvider;
import io.feedalign.testkit.RuleContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The example plugin, from its jar and behind the guard, keeps the laws of all rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExampleRuleTest extends RuleContract {

  private Plugins plugins = Plugins.discover();

  @BeforeAll
  void load(@TempDir Path folder) throws IOException {
    Path jars = Files.createDirectory(folder.resolve("plugins"));
    plugins = Plugins.discover(List.of(ExampleRule.pack(jars.resolve("example.jar"))));
  }

  @Override
  protected CreditAssignmentRule rule() {
    RuleProvider provider = plugins.rules().get("sign-blend");
    return provider.create(provider.settings().defaults());
  }
}
