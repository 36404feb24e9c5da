package io.feedalign.bench.faults;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The tests and audits of some faults, in a JVM of their own, with whatever classes it has. */
public final class Trial {
  private Trial() {}

  /**
   * Runs what should find the faults.
   *
   * @param args a file for the verdicts, and the faults' names
   */
  public static void main(String[] args) throws Exception {
    List<String> verdicts = new ArrayList<>();
    for (String name : Arrays.asList(args).subList(1, args.length)) {
      System.setProperty(SeededRuleContract.FAULT, name);
      Fault fault = Faults.named(name);
      verdicts.add(new Verdict(name, test(fault), audit(fault)).line());
    }
    Files.write(Path.of(args[0]), verdicts);
    System.exit(0);
  }

  /** What the fault's own test says against the product; nothing if it passes. */
  private static String test(Fault fault) throws ClassNotFoundException {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectors(fault)).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    if (summary.getTestsSucceededCount() + summary.getTestsFailedCount() == 0) {
      throw new IllegalStateException("There is no test " + fault.test() + ".");
    }
    return summary.getFailures().stream()
        .map(failure -> String.valueOf(failure.getException()))
        .findFirst()
        .orElse("");
  }

  private static List<DiscoverySelector> selectors(Fault fault) throws ClassNotFoundException {
    Class<?> type = Class.forName(fault.testClass());
    List<DiscoverySelector> selectors = new ArrayList<>();
    for (Class<?> from = type; from != null; from = from.getSuperclass()) {
      for (Method method : from.getDeclaredMethods()) {
        if (method.getName().equals(fault.testMethod())) {
          selectors.add(DiscoverySelectors.selectMethod(type, method));
        }
      }
    }
    return selectors;
  }

  /** What an audit says against it; nothing if it passes. */
  private static String audit(Fault fault) {
    try {
      return AuditBench.report(fault.audit()).failures().stream().findFirst().orElse("");
    } catch (RuntimeException thrown) {
      ByteArrayOutputStream trace = new ByteArrayOutputStream();
      thrown.printStackTrace(new PrintStream(trace, true, StandardCharsets.UTF_8));
      return "threw " + trace.toString(StandardCharsets.UTF_8);
    }
  }
}
