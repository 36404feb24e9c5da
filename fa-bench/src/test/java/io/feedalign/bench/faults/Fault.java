package io.feedalign.bench.faults;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that could be wrong with the product.
 *
 * @param name in words, as tables show it
 * @param edit what brings it about
 * @param test what must fail then: a class below {@code io.feedalign}, {@code #}, and a method
 * @param audit what an audit makes of it
 */
record Fault(String name, Edit edit, String test, Audited audit) {
  /**
   * An audit under a fault.
   *
   * @param keys what is audited: keys of an experiment
   * @param blindness why the audit cannot see the fault; empty if it must
   */
  record Audited(Map<String, Object> keys, String blindness) {
    /** Whether the audit must fail. */
    boolean sees() {
      return blindness.isEmpty();
    }
  }

  /** The audit of such an experiment must fail. */
  static Audited seen(Map<String, Object> keys) {
    return new Audited(keys, "");
  }

  /** The audit of such an experiment passes, for a reason. */
  static Audited unseen(Map<String, Object> keys, String why) {
    return new Audited(keys, why);
  }

  /** An experiment with this rule, whose settings are given as key, value, key, value. */
  static Map<String, Object> rule(String name, Object... settings) {
    return Map.of("rule", reference(name, settings));
  }

  /** A plugin's name and its settings, as experiments have them. */
  static Map<String, Object> reference(String name, Object... settings) {
    Map<String, Object> map = new LinkedHashMap<>(Map.of("name", name));
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    return map;
  }

  /** The class of the test, with its package. */
  String testClass() {
    return "io.feedalign." + test.substring(0, test.indexOf('#'));
  }

  /** The method of the test. */
  String testMethod() {
    return test.substring(test.indexOf('#') + 1);
  }

  @Override
  public String toString() {
    return name;
  }
}
