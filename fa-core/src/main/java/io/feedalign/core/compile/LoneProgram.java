package io.feedalign.core.compile;

import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.ir.Program;
import java.util.List;
import java.util.Objects;

/** One program bound on a backend, with memory of its own. The backend stays the caller's. */
public final class LoneProgram implements AutoCloseable {
  private final Arenas arenas;
  private final Executable executable;

  /** Plans its memory, allocates and binds it. */
  public LoneProgram(Backend backend, Program program) {
    Linker linker = new Linker(backend, List.of(program));
    arenas = linker.allocate(backend);
    try {
      executable =
          Objects.requireNonNull(linker.bind(backend, arenas).get(program.name())).executable();
    } catch (RuntimeException | Error failure) {
      release();
      throw failure;
    }
  }

  /** What runs it. */
  public Executable executable() {
    return executable;
  }

  private void release() {
    arenas.scratch().close();
    arenas.persistent().close();
  }

  @Override
  public void close() {
    executable.close();
    release();
  }
}
