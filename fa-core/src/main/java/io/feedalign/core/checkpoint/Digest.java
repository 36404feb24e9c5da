package io.feedalign.core.checkpoint;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hexadecimal digits. */
public final class Digest {
  private static final int PORTION = 1 << 16;

  private final MessageDigest sha256 = sha256();

  void add(ByteBuffer bytes) {
    sha256.update(bytes);
  }

  String text() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Of a text in UTF-8. */
  public static String of(String text) {
    Digest digest = new Digest();
    digest.add(StandardCharsets.UTF_8.encode(text));
    return digest.text();
  }

  /** Of all bytes of a file. */
  public static String of(Path file) throws IOException {
    Digest digest = new Digest();
    byte[] portion = new byte[PORTION];
    try (InputStream input = Files.newInputStream(file)) {
      for (int read = input.read(portion); read >= 0; read = input.read(portion)) {
        digest.add(ByteBuffer.wrap(portion, 0, read));
      }
    }
    return digest.text();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new FaException(ErrorKind.INTERNAL, "Every Java has SHA-256, but not this one.", e);
    }
  }
}
