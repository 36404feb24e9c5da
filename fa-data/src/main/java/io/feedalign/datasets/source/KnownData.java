package io.feedalign.datasets.source;

import io.feedalign.datasets.store.KnownFile;

/**
 * A file at hand, and what it should hold.
 *
 * @param known what was published under its name
 * @param file the file itself
 */
record KnownData(KnownFile known, DataFile file) {

  /** Refuses the file unless its uncompressed content has the published digest. */
  void verify(String sha256) {
    if (!sha256.equals(known.sha256())) {
      throw file.damaged(
          "is well-formed but not the published one: from byte 0 on its SHA-256 is %s, not %s.",
          sha256, known.sha256());
    }
  }
}
