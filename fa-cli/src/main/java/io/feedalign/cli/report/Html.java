package io.feedalign.cli.report;

import java.util.List;

/** Small pieces of HTML; every text that comes from outside goes through {@link #text}. */
final class Html {

  private Html() {}

  /** A text, harmless between tags and inside quoted attributes. */
  static String text(String raw) {
    StringBuilder safe = new StringBuilder(raw.length() + 16);
    raw.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int c) {
    switch (c) {
      case '&':
        safe.append("&amp;");
        break;
      case '<':
        safe.append("&lt;");
        break;
      case '>':
        safe.append("&gt;");
        break;
      case '"':
        safe.append("&quot;");
        break;
      case '\'':
        safe.append("&#39;");
        break;
      default:
        safe.appendCodePoint(c == 0 ? 0xFFFD : c);
    }
  }

  /** A table; the first row is its heading. */
  static String table(List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<table>\n");
    for (int i = 0; i < rows.size(); i++) {
      String tag = i == 0 ? "th" : "td";
      html.append("<tr>");
      for (String cell : rows.get(i)) {
        html.append('<').append(tag).append('>').append(text(cell));
        html.append("</").append(tag).append('>');
      }
      html.append("</tr>\n");
    }
    return html.append("</table>\n").toString();
  }

  /** JSON that may stand inside a script element: no tag can begin in it. */
  static String json(Object value) {
    return Json.line(value)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
