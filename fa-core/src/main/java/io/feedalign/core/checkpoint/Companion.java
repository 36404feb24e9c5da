package io.feedalign.core.checkpoint;

import java.util.Map;

/**
 * Something beside the network that has to go on where the run does, such as a log: it notes how
 * far it is with each checkpoint, and is shown its note again.
 */
public interface Companion {
  /** Nobody. */
  Companion NONE =
      new Companion() {
        @Override
        public Map<String, String> note() {
          return Map.of();
        }

        @Override
        public void goOn(Map<String, String> note) {}
      };

  /** How far it is. All that came before must outlive a crash. */
  Map<String, String> note();

  /** Goes back to where it was when it made the note; to its start if the note is empty. */
  void goOn(Map<String, String> note);
}
