package io.feedalign.bench.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ScalingReportTest {
  @TempDir private Path folder;

  @Test
  void theNumbersOfTheLastLineAreRead() {
    assertEquals(
        Map.of("batch", 4.0, "ms_median", 1.25),
        ChildBench.read("noise\n{\"model\": \"a\", \"batch\": 4, \"ms_median\": 1.2500}\n"));
  }

  @Test
  void everyDotLiesInsideThePictureAndLargerIsHigher() throws Exception {
    LinePlot plot =
        new LinePlot(
            "p",
            new LinePlot.Words("a < b & c", "x", "y"),
            List.of(
                new LinePlot.Series(
                    "one", List.of(new LinePlot.Dot(16, 3), new LinePlot.Dot(256, 900)))));
    NodeList dots = elements(plot.toSvg(), "circle");
    assertEquals(2, dots.getLength());
    for (int i = 0; i < 2; i++) {
      assertTrue(at(dots, i, "cx") > 0 && at(dots, i, "cx") < 640);
      assertTrue(at(dots, i, "cy") > 0 && at(dots, i, "cy") < 400);
    }
    assertTrue(at(dots, 1, "cy") < at(dots, 0, "cy") && at(dots, 1, "cx") > at(dots, 0, "cx"));
  }

  private static double at(NodeList nodes, int i, String key) {
    return Double.parseDouble(((Element) nodes.item(i)).getAttribute(key));
  }

  private static NodeList elements(String svg, String tag) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getElementsByTagName(tag);
  }

  @Test
  void aTableAndFourPlotsAreWritten() throws Exception {
    Scaling.Common common = new Scaling.Common(8, "f32", 3, "Main");
    Scaling question =
        new Scaling(List.of("net20", "net56"), List.of("r"), List.of(8), List.of(1), common);
    List<Point> points = new ArrayList<>();
    for (String varied : List.of("batch", "threads", "depth")) {
      Point.Case what = new Point.Case("net20", "r", 8, 1, "f32");
      points.add(new Point(varied, what, Map.of("ms_median", 2.5, "values", 10.0)));
    }
    new ScalingReport(question, points).write(folder.resolve("new"));
    List<String> lines = Files.readAllLines(folder.resolve("new/scaling.csv"));
    assertEquals("batch,net20,r,8,1,f32,2.500,,10.000,,", lines.get(1));
    assertEquals(4, lines.size());
    for (String plot :
        List.of("speed-by-batch", "time-by-threads", "time-by-depth", "memory-by-depth")) {
      String svg = Files.readString(folder.resolve("new/" + plot + ".svg"));
      assertTrue(elements(svg, "polyline").getLength() >= 1, plot);
    }
  }
}
