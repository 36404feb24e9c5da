package io.feedalign.cli.report;

import io.feedalign.core.store.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One page of a run folder that opens from disk. It carries its scripts inside, and its policy
 * forbids every request.
 */
final class Page {

  private final String title;
  private final StringBuilder body = new StringBuilder();

  Page(String title) {
    this.title = title;
  }

  /** Adds what is HTML already. */
  Page add(String html) {
    body.append(html);
    return this;
  }

  /** Adds a paragraph for each line. */
  Page paragraphs(List<String> lines) {
    lines.forEach(line -> add("<p>" + Html.text(line) + "</p>\n"));
    return this;
  }

  /** Adds where the numbers come from. */
  Page provenance(Provenance provenance) {
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("what", "value"));
    provenance.facts().forEach((key, value) -> facts.add(List.of(key, String.valueOf(value))));
    return add("<h2>Provenance</h2>\n")
        .add(Html.table(facts))
        .add("<h3>Experiment as run</h3>\n<pre>")
        .add(Html.text(provenance.experimentText()))
        .add("</pre>\n");
  }

  /** A chart, drawn when the page opens. */
  static String figure(String id, Map<String, Object> chart) {
    return "<figure data-chart=\""
        + id
        + "\"><div></div>\n<script type=\"application/json\">"
        + Html.json(chart)
        + "</script></figure>\n";
  }

  /** Writes the page whole or not at all; its path. */
  Path write(Path folder) {
    Path page = folder.resolve(HtmlReport.NAME);
    AtomicFile.write(page, html());
    return page;
  }

  String html() {
    List<String> scripts = new ArrayList<>();
    VegaScripts.ALL.forEach(script -> scripts.add(VegaScripts.load(script)));
    scripts.add(VegaScripts.resource("report.js"));
    StringBuilder page = new StringBuilder(head(scripts));
    page.append("<h1>").append(Html.text(title)).append("</h1>\n").append(body);
    for (String script : scripts) {
      page.append("<script>").append(script).append("</script>\n");
    }
    return page.append("</body>\n</html>\n").toString();
  }

  private String head(List<String> scripts) {
    String policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
            + "form-action 'none'; script-src "
            + String.join(" ", scripts.stream().map(VegaScripts::policyHash).toList());
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + policy
        + "\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<title>"
        + Html.text(title)
        + "</title>\n<style>\n"
        + VegaScripts.resource("report.css")
        + "</style>\n</head>\n<body>\n";
  }
}
