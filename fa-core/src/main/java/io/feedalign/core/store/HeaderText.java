package io.feedalign.core.store;

import io.feedalign.error.FaException;
import java.nio.charset.StandardCharsets;

/** A cursor over the small part of JSON that our files contain. */
final class HeaderText {

  /** Where the header of a safetensors file starts: behind its own length. */
  static final int START = 8;

  private final String text;
  private final Blame blame;
  private int at;

  HeaderText(String text, Blame blame) {
    this.text = text;
    this.blame = blame;
  }

  /** The error for a text that is damaged at a byte. */
  interface Blame {
    FaException at(String what, long offset);
  }

  /** Takes one punctuation mark, which must come next. */
  void expect(char wanted) {
    if (peek() != wanted) {
      throw broken("expected '" + wanted + "' but found " + shown());
    }
    at++;
  }

  /** Takes a punctuation mark if it comes next. */
  boolean accept(char wanted) {
    boolean there = peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  /** Takes a string. */
  String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw broken("a control character inside a string");
      }
      string.append(c == '\\' ? escaped() : c);
    }
    if (at >= text.length()) {
      throw broken("a string that does not end");
    }
    at++;
    return string.toString();
  }

  /** Takes a whole number that is not negative. */
  long number() {
    int from = at;
    if (peek() == '0' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1))) {
      throw broken("a number with a leading zero");
    }
    from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from || at - from > 18) {
      throw broken("expected a whole number below 10^18 but found " + shown());
    }
    return Long.parseLong(text, from, at, 10);
  }

  /** Takes everything up to the next comma, brace or space. */
  String word() {
    peek();
    int from = at;
    while (at < text.length() && ",}] \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  /** Whether a string comes next. */
  boolean atString() {
    return peek() == '"';
  }

  /** Makes sure that nothing but spaces is left. */
  void end() {
    if (peek() != '\0' || at < text.length()) {
      throw broken("something behind the closing brace");
    }
  }

  /** The error for a header that is damaged at the cursor. */
  FaException broken(String what) {
    int reached = Math.min(at, text.length());
    int bytes = text.substring(0, reached).getBytes(StandardCharsets.UTF_8).length;
    return blame.at(what, bytes);
  }

  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private String shown() {
    return at < text.length() ? "'" + text.charAt(at) + "'" : "its end";
  }

  private char escaped() {
    if (at >= text.length()) {
      throw broken("a string that does not end");
    }
    char c = text.charAt(at++);
    int simple = "\"\\/bfnrt".indexOf(c);
    if (simple >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(simple);
    }
    if (c != 'u' || at + 4 > text.length()) {
      throw broken("an unknown escape in a string");
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(text.charAt(at++), 16);
      if (digit < 0) {
        throw broken("an unknown escape in a string");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }
}
