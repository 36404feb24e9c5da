package io.feedalign.backend.cuda.host;

import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The process that stands in for a GPU, and the memory that this one shares with it. Once it has
 * crashed, it answers nothing but that.
 */
final class Machine implements AutoCloseable {
  /** Where its memory begins, in its own address space. */
  static final long BASE = 0x6000_0000_0000L;

  /** Its memory. */
  static final long BYTES = 1L << 30;

  private static final int LONGEST = 4096;

  private final Process process;
  private final OutputStream commands;
  private final InputStream answers;
  private final MappedByteBuffer memory;
  private final byte[] answer = new byte[LONGEST];
  private String crash = "";

  /** Starts one, compiled into a folder unless it is there. */
  Machine(Path folder) {
    try {
      Path shared = Files.createTempFile(memoryFolder(), "feedalign", ".memory");
      try (RandomAccessFile file = new RandomAccessFile(shared.toFile(), "rw")) {
        file.setLength(BYTES);
        memory = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
        memory.order(ByteOrder.nativeOrder());
        process =
            new ProcessBuilder(
                    compiled(folder).toString(),
                    shared.toString(),
                    Long.toString(BYTES),
                    Long.toString(BASE))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = process.getOutputStream();
        answers = process.getInputStream();
        ask("sync");
      } finally {
        Files.delete(shared);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path memoryFolder() {
    Path best = Path.of("/dev/shm");
    return Files.isWritable(best) ? best : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static Path compiled(Path folder) {
    String text = Compiler.resource("machine.cpp");
    Path program = folder.resolve("machine-" + HostKernels.digest(text));
    if (!Files.exists(program)) {
      Compiler.compile(text, program, List.of("-O2", "-rdynamic"));
    }
    return program.toAbsolutePath();
  }

  /** All its memory. */
  MappedByteBuffer memory() {
    return memory;
  }

  boolean crashed() {
    return !crash.isEmpty();
  }

  /** Sends a command that answers nothing. */
  void tell(byte[] line) {
    if (crashed()) {
      return;
    }
    try {
      commands.write(line);
    } catch (IOException e) {
      hear();
    }
  }

  /** Sends a command and gives the number that it answers. */
  int ask(String command) {
    return ask((command + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a command that ends its line, and gives the number that it answers. */
  int ask(byte[] line) {
    if (!crashed()) {
      try {
        commands.write(line);
        commands.flush();
      } catch (IOException e) {
        crash = "";
      }
    }
    return hear();
  }

  private int hear() {
    if (crashed()) {
      throw FaException.internal(crash);
    }
    int length = line();
    if (length > 3 && answer[0] == 'o' && answer[1] == 'k') {
      return number(length);
    }
    String told = new String(answer, 0, length, StandardCharsets.UTF_8);
    if (!told.startsWith("error ")) {
      crash = "The host twin of the GPU ended without a word (" + told + ").";
    } else if (told.contains("(signal ")) {
      crash = told;
    }
    throw FaException.internal(told.isEmpty() ? crash : told);
  }

  private int number(int length) {
    int number = 0;
    for (int i = 3; i < length; i++) {
      number = 10 * number + answer[i] - '0';
    }
    return number;
  }

  private int line() {
    int length = 0;
    try {
      for (int next = answers.read(); next >= 0 && next != '\n'; next = answers.read()) {
        if (length < LONGEST) {
          answer[length++] = (byte) next;
        }
      }
    } catch (IOException e) {
      return length;
    }
    return length;
  }

  @Override
  public void close() {
    try {
      commands.close();
    } catch (IOException e) {
      crash = "closed";
    }
    process.destroy();
  }
}
