package io.feedalign.bench.peer;

import io.feedalign.error.FaException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whom our steps are compared with: a library in a process of its own. */
public interface Opponent {
  /** A word for it, as in {@code ours / libtorch}. */
  String name();

  /** The command that starts its process for a task, but for the task's arguments. */
  List<String> command();

  /** What it is told besides the task, under some settings. */
  List<String> arguments(PeerSettings settings);

  /** Where the search for its best settings begins. */
  PeerSettings start();

  /**
   * Checks that it can be started at all.
   *
   * @throws FaException (USER) saying what is missing and how to get it
   */
  void check();

  /**
   * One by its name.
   *
   * @param device where it computes: {@code cpu} or {@code cuda}
   * @throws FaException (USER) with the names that there are
   */
  static Opponent named(String name, String device) {
    Map<String, Opponent> known = new TreeMap<>();
    known.put("libtorch", new Libtorch());
    known.put("torch", new PythonTorch(device, false));
    known.put("torch-compiled", new PythonTorch(device, true));
    Opponent found = known.get(name);
    if (found == null) {
      throw FaException.user(
          "--opponent '" + name + "' is none of " + String.join(", ", known.keySet()) + ".");
    }
    return found;
  }
}
