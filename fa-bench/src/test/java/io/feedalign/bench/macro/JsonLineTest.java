package io.feedalign.bench.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonLineTest {
  @Test
  void textIsEscaped() {
    assertEquals(
        "{\"a\\\\b\": \"say \\\"x\\\"\\u000a\"}",
        new JsonLine().put("a\\b", "say \"x\"\n").toString());
  }

  @Test
  void numbersKeepTheirPointInEveryCountry() {
    assertEquals("{\"ms\": 1234.5000}", new JsonLine().put("ms", 1234.5).toString());
  }

  @Test
  void whatIsNotFiniteIsNull() {
    assertEquals("{\"ms\": null}", new JsonLine().put("ms", Double.NaN).toString());
  }
}
