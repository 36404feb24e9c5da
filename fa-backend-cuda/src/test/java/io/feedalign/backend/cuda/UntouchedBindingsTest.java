package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.spi.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Asking whether CUDA is there loads none of it: a broken driver must not break the asking. */
class UntouchedBindingsTest {
  /** Asks as {@code fa doctor} does, on this machine and on one that has everything. */
  public static final class Question implements Supplier<List<Availability>> {
    @Override
    public List<Availability> get() {
      return List.of(
          new CudaProvider().availability(),
          new CudaProvider(new Machine(Machine.ALL)).availability());
    }
  }

  /** Loads this backend and the bindings itself, and remembers what. */
  private static final class Witness extends ClassLoader {
    private final List<String> loaded = new ArrayList<>();

    Witness() {
      super(Witness.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.feedalign.backend.cuda.") && !name.startsWith("org.bytedeco.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      loaded.add(name);
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (file == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
  }

  @Test
  void askingForAvailabilityLoadsNoBindings() throws ReflectiveOperationException {
    Witness witness = new Witness();
    Object question =
        witness.loadClass(Question.class.getName()).getDeclaredConstructor().newInstance();
    List<?> answers = (List<?>) ((Supplier<?>) question).get();
    assertTrue(answers.get(1) instanceof Availability.Available, answers.toString());
    assertTrue(witness.loaded.contains(CudaLadder.class.getName()), "the witness saw nothing");
    assertEquals(
        List.of(),
        witness.loaded.stream()
            .filter(
                name ->
                    name.startsWith("org.bytedeco.cuda.")
                        || name.startsWith("io.feedalign.backend.cuda.nvidia."))
            .toList());
  }
}
