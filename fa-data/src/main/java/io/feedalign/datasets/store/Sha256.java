package io.feedalign.datasets.store;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** SHA-256, in lower-case hexadecimal. */
public final class Sha256 {
  private Sha256() {}

  /** The digest of some pieces, one behind the other. */
  public static String of(byte[]... pieces) {
    MessageDigest digest = start();
    for (byte[] piece : pieces) {
      digest.update(piece);
    }
    return finish(digest);
  }

  /** A digest to be fed piece by piece. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new FaException(ErrorKind.RESOURCES, "This Java has no SHA-256; use another one.", e);
    }
  }

  /** The digest of what it was fed. */
  public static String finish(MessageDigest digest) {
    return String.format(Locale.ROOT, "%064x", new BigInteger(1, digest.digest()));
  }
}
