package io.feedalign.backend.cuda;

/** Where the numbers of a tensor lie on a device, and the way they take. */
interface Home {
  /** Where they begin. */
  long address();

  /** Pinned memory on their way. */
  Staging staging();

  /** Fails if they can only be written. */
  void requireReadable();

  /** Told when all of them were sent on their way. */
  void written();
}
