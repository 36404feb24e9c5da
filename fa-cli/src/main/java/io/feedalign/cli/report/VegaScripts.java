package io.feedalign.cli.report;

import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The vendored chart library, checked against its digests. */
final class VegaScripts {

  /** One file and its SHA-256. */
  record Vendored(String file, String sha256) {}

  /** In the order in which they must run. */
  static final List<Vendored> ALL =
      List.of(
          new Vendored(
              "vega.min.js", "8f6a3587cf8d4f42c7e08120e3eb05d067e746d554e39d2dcf52acc0bd5ba28f"),
          new Vendored(
              "vega-lite.min.js",
              "83e215e84e308ee8688fa6503ba0f1cf8a3c05c0d61df2841a0b92bf86809e00"),
          new Vendored(
              "vega-embed.min.js",
              "b1455caba2fb1a72fb46025ba0ba1316e2dbc7f0dd40a3f6040172bf9c08ba91"));

  private VegaScripts() {}

  static String load(Vendored script) {
    byte[] bytes = bytes("vega/" + script.file());
    if (!HexFormat.of().formatHex(sha256(bytes)).equals(script.sha256())) {
      throw FaException.internal(
          "The chart library '"
              + script.file()
              + "' inside fa-cli is not the one that was vendored.");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The name under which a content security policy lets exactly this script run. */
  static String policyHash(String script) {
    byte[] digest = sha256(script.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  static String resource(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) {
    try (InputStream stream = VegaScripts.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw FaException.internal("The resource '" + name + "' is missing in fa-cli.");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }
}
