package io.feedalign.core.plugin;

import java.util.List;

/**
 * What plugins see of this program: Java, the API and the native libraries, of which a process can
 * have one only. Our other libraries stay out of sight, so that a plugin may bring its own.
 */
final class ApiClassLoader extends ClassLoader {
  private static final List<String> SHARED =
      List.of("io.feedalign.", "org.jspecify.", "org.apiguardian.", "org.slf4j.", "org.bytedeco.");

  private static final List<String> INTERNAL =
      List.of("io.feedalign.core.", "io.feedalign.cli.", "io.feedalign.bench.");

  private final ClassLoader ours;

  ApiClassLoader(ClassLoader ours) {
    super(ClassLoader.getPlatformClassLoader());
    this.ours = ours;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    boolean shared = SHARED.stream().anyMatch(name::startsWith);
    if (!shared || INTERNAL.stream().anyMatch(name::startsWith)) {
      throw new ClassNotFoundException(name);
    }
    return ours.loadClass(name);
  }
}
