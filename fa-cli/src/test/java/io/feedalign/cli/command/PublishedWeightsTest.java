package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.cli.Fa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ResNet-32 that akamaster/pytorch_resnet_cifar10 published, on all of CIFAR-10's test images:
 * 737 of 10,000 are wrong, in PyTorch and here.
 */
class PublishedWeightsTest {
  private static final Path WEIGHTS =
      Path.of("..", "..", "shared", "data", "cifar10-resnet32", "resnet32.npz");

  @TempDir Path folder;

  @Test
  void theImportedNetErrsExactlyAsOftenAsThePublishedOne() {
    check("onednn");
  }

  @Test
  @Tag("nightly")
  void soItDoesOnTheOtherBackend() {
    check("nd4j");
  }

  private void check(String backend) {
    require(Files.isRegularFile(WEIGHTS), "no published weights at " + WEIGHTS);
    require(Files.isRegularFile(testBatch()), "no CIFAR-10 at " + testBatch());
    Path run = folder.resolve("run");
    Fa imported =
        Fa.run(
            "import",
            "--model",
            "resnet32",
            "--weights",
            WEIGHTS,
            "--mean",
            ".485,.456,.406",
            "--std",
            ".229,.224,.225",
            "--out",
            run);
    assertEquals(0, imported.exit(), imported.err());
    assertTrue(imported.out().startsWith("matched 157 tensors"), imported.out());
    Fa eval =
        Fa.run("eval", run, "--data", "cifar10", "--split", "test", "--json", "--backend", backend);
    require(!eval.err().contains("is unavailable"), eval.err());
    assertEquals(0, eval.exit(), eval.err());
    JsonNode score = JsonMapper.builder().build().readTree(eval.out());
    assertEquals(7.37, score.get("test_error").asDouble());
    assertEquals(10_000, score.get("images").asInt());
  }

  private static Path testBatch() {
    Map<String, String> environment = System.getenv();
    Path base =
        Optional.ofNullable(environment.get("FEEDALIGN_DATA"))
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".cache", "feedalign", "data"));
    return base.resolve("cifar10").resolve("test_batch.bin");
  }

  private static void require(boolean there, String reason) {
    if (!there) {
      System.out.println("PublishedWeightsTest is skipped: " + reason);
    }
    assumeTrue(there, reason);
  }
}
