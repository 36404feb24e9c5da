package io.feedalign.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {

  private static final Pattern TAG = Pattern.compile("<([a-zA-Z][a-zA-Z0-9]*)((?:\\s[^<>]*)?)>");
  private static final Pattern SCRIPT =
      Pattern.compile("<script( type=\"application/json\")?>(.*?)</script>", Pattern.DOTALL);
  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

  private final String html = page("usf sn");

  @Test
  void nothingIsLoadedFromAnywhere() {
    String markup = withoutScripts(html);
    Matcher tag = TAG.matcher(markup);
    int tags = 0;
    while (tag.find()) {
      tags++;
      String attributes = tag.group(2).toLowerCase(java.util.Locale.ROOT);
      for (String loading :
          List.of(" src", " href", " srcset", " action", " poster", " background")) {
        assertFalse(attributes.contains(loading + "="), tag.group());
      }
      assertFalse(
          List.of("link", "img", "iframe", "object", "embed", "base").contains(tag.group(1)),
          tag.group());
    }
    assertTrue(tags > 50, "only " + tags + " tags were seen");
    Matcher style = STYLE.matcher(markup);
    assertTrue(style.find());
    assertFalse(style.group(1).contains("url(") || style.group(1).contains("@import"));
    assertFalse(markup.contains("http://") || markup.contains("https://"), "an address in markup");
  }

  @Test
  void thePolicyLetsExactlyThePagesOwnScriptsRun() {
    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(html);
    assertTrue(policy.find());
    assertTrue(policy.group(1).startsWith("default-src 'none';"), policy.group(1));
    assertFalse(policy.group(1).contains("unsafe-eval"));
    assertFalse(policy.group(1).replace("style-src 'unsafe-inline'", "").contains("unsafe"));
    int scripts = 0;
    Matcher script = SCRIPT.matcher(html);
    while (script.find()) {
      if (script.group(1) == null) {
        assertTrue(policy.group(1).contains(VegaScripts.policyHash(script.group(2))));
        scripts++;
      }
    }
    assertEquals(4, scripts);
  }

  @Test
  void chartsHoldTheNumbersOfTheRuns() {
    List<JsonNode> charts = charts(html);
    assertEquals(6, charts.size());
    JsonNode loss = charts.get(0).at("/data/values");
    assertEquals(3, loss.size()); // two epochs, and the one that a diverged run finished
    assertEquals(1.5, loss.get(0).get("value").asDouble());
    JsonNode angles = charts.get(2).at("/data/values");
    assertEquals("conv1", angles.get(0).get("layer").asString());
    assertEquals(30.0, angles.get(0).get("value").asDouble());
    assertEquals(12.5, charts.get(4).at("/data/values/0/value").asDouble());
  }

  @Test
  void tableAnglesAndProvenanceAreReadableWithoutScripts() {
    String markup = withoutScripts(html);
    for (String part :
        List.of(
            "usf sn", "25.00", "diverged", "30.0°", "undefined", "onednn 3.11", "The loss was")) {
      assertTrue(markup.contains(part), part);
    }
  }

  @Test
  void everyMeasureIsShownInDigitsThatSuitIt() {
    String markup = withoutScripts(html);
    for (String part :
        List.of("<h3>weight-norm</h3>", "12.500", "<h3>signal-rms</h3>", "2.50e-05")) {
      assertTrue(markup.contains(part), part);
    }
  }

  @Test
  void hostileNamesStayText() {
    List<String> hostile =
        List.of(
            "<script>alert(1)</script>",
            "</script><script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "<!--<script>",
            "]]><svg/onload=alert(1)>",
            "\u2028alert(1)\u2029",
            "&lt;b&gt;",
            "javascript:alert(1)",
            "{{constructor.constructor('alert(1)')()}}",
            "\\u003cscript\\u003e");
    for (String name : hostile) {
      String page = page(name);
      assertEquals(tagsOf(html), tagsOf(page), name);
      assertEquals(name, charts(page).get(0).at("/data/values/0/rule").asString());
    }
  }

  @Test
  void theVendoredScriptsAreTheOnesThatWereChecked() throws IOException {
    String readme;
    try (var stream = HtmlReport.class.getResourceAsStream("vega/README.md")) {
      readme = new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    for (VegaScripts.Vendored script : VegaScripts.ALL) {
      assertTrue(VegaScripts.load(script).length() > 10_000); // load compares the digest
      assertTrue(readme.contains("`" + script.file() + "`"), script.file());
      assertTrue(readme.contains(script.sha256()), script.file());
    }
  }

  @Test
  void thePageIsOneFileOnDisk(@TempDir Path folder) throws IOException {
    Path page = new HtmlReport("t", Samples.runs("bp"), Samples.provenance()).write(folder);
    assertEquals(folder.resolve("report.html"), page);
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  private static String page(String rule) {
    return new HtmlReport("title " + rule, Samples.runs(rule), Samples.provenance()).html();
  }

  private static String withoutScripts(String page) {
    return SCRIPT.matcher(page).replaceAll("");
  }

  private static Map<String, Integer> tagsOf(String page) {
    Map<String, Integer> tags = new LinkedHashMap<>();
    Matcher tag = TAG.matcher(withoutScripts(page));
    while (tag.find()) {
      tags.merge(tag.group(1), 1, Integer::sum);
    }
    return tags;
  }

  private static List<JsonNode> charts(String page) {
    List<JsonNode> charts = new ArrayList<>();
    Matcher script = SCRIPT.matcher(page);
    while (script.find()) {
      if (script.group(1) != null) {
        charts.add(JsonMapper.builder().build().readTree(script.group(2)));
      }
    }
    return charts;
  }
}
