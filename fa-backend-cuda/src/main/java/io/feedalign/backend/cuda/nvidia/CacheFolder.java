package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of results that take long to make. An entry is its payload's SHA-256 and the payload:
 * what was cut short or damaged is not found, and made again. Whatever cannot be read or written
 * costs time, never a run.
 *
 * @param folder need not exist
 */
record CacheFolder(Path folder) {
  /** The environment variable that names another place than {@code ~/.cache/feedalign}. */
  static final String VARIABLE = "FEEDALIGN_CACHE";

  private static final Logger LOG = LoggerFactory.getLogger(CacheFolder.class);
  private static final int DIGEST = 32;

  /** The folder {@code cuda} where {@value #VARIABLE} says, else in {@code ~/.cache/feedalign}. */
  static CacheFolder of(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    Path root =
        named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache", "feedalign")
            : Path.of(named).toAbsolutePath();
    return new CacheFolder(root.resolve("cuda"));
  }

  /** What was kept under a name, if it is whole. */
  Optional<byte[]> find(String name) {
    Path entry = folder.resolve(name);
    try {
      if (!Files.isRegularFile(entry)) {
        return Optional.empty();
      }
      byte[] all = Files.readAllBytes(entry);
      byte[] payload = Arrays.copyOfRange(all, Math.min(DIGEST, all.length), all.length);
      if (MessageDigest.isEqual(Arrays.copyOf(all, DIGEST), sha256(payload))) {
        return Optional.of(payload);
      }
      LOG.warn("The cache entry {} is damaged; it is made again.", entry);
    } catch (IOException unreadable) {
      LOG.warn("The cache entry {} cannot be read: {}", entry, unreadable.toString());
    }
    return Optional.empty();
  }

  /** Keeps a result. Readers see all of it or nothing, however many processes write at once. */
  void keep(String name, byte[] payload) {
    Path entry = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, name, ".part");
      try {
        byte[] digest = sha256(payload);
        byte[] all = Arrays.copyOf(digest, DIGEST + payload.length);
        System.arraycopy(payload, 0, all, DIGEST, payload.length);
        Files.write(part, all);
        Files.move(part, entry, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException unwritable) {
      LOG.warn("The cache entry {} cannot be written: {}", entry, unwritable.toString());
    }
  }

  /** SHA-256. */
  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new FaException(ErrorKind.INTERNAL, "This Java has no SHA-256.", everyJavaHasIt);
    }
  }
}
