package io.feedalign.backend.cuda.plan;

import static org.junit.jupiter.api.Assertions.fail;

import io.feedalign.backend.cuda.source.Prelude;
import io.feedalign.ir.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What programs are lowered to, compared with files that people have read. */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/io/feedalign/backend/cuda/golden");
  private static final String REWRITE = "golden.write";

  private Golden() {}

  /** Fails, showing the first difference, if a program is lowered to something else. */
  static void check(String name, Program program) {
    String actual = describe(LoweringTable.lowering().lower(program));
    Path file = FOLDER.resolve(name + ".txt");
    try {
      if (Boolean.getBoolean(REWRITE)) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, actual);
      }
      compare(file, Files.readString(file), actual);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Stages in order, then kernels without what they all share. */
  static String describe(Lowered lowered) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lowered.stages().size(); i++) {
      Stage stage = lowered.stages().get(i);
      text.append(lowered.instructions().get(i)).append(": ").append(describe(stage)).append('\n');
    }
    text.append("workspace ").append(lowered.workspaceBytes()).append(" bytes\n");
    return text.append(lowered.source().substring(Prelude.text().length())).toString();
  }

  private static String describe(Stage stage) {
    String operands =
        stage.operands().stream().map(Golden::describe).collect(Collectors.joining(", ", "(", ")"));
    if (stage instanceof Stage.Kernel) {
      Stage.Kernel kernel = (Stage.Kernel) stage;
      String shape = kernel.shape().blocks() + " x " + kernel.shape().threads();
      return kernel.name() + operands + " " + shape;
    }
    return stage instanceof Stage.Convolution
        ? ((Stage.Convolution) stage).job().verb() + operands
        : "PRODUCT" + operands;
  }

  private static String describe(Operand operand) {
    return operand instanceof Operand.Of
        ? ((Operand.Of) operand).value().toString()
        : "workspace + " + ((Operand.Workspace) operand).offset();
  }

  private static void compare(Path file, String expected, String actual) {
    List<String> wanted = expected.lines().toList();
    List<String> got = actual.lines().toList();
    for (int i = 0; i < Math.max(wanted.size(), got.size()); i++) {
      String before = i < wanted.size() ? wanted.get(i) : "(the end)";
      String now = i < got.size() ? got.get(i) : "(the end)";
      if (!before.equals(now)) {
        fail(
            file
                + ", line "
                + (i + 1)
                + "\n  was    "
                + before
                + "\n  is now "
                + now
                + "\nIf that is meant, run the test with -D"
                + REWRITE
                + "=true and read what changed in the file. All of it now:\n"
                + actual);
      }
    }
  }
}
