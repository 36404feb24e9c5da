package io.feedalign.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/** Runs a contract as JUnit would and says which of its tests fail: a contract must be able to. */
final class ContractRun {

  private final Map<String, List<Throwable>> failures = new TreeMap<>();

  private ContractRun() {}

  /** Failures by test method, among the named ones; aborted tests are none. */
  static Map<String, List<Throwable>> failures(Object contract, Predicate<String> tests) {
    ContractRun run = new ContractRun();
    for (Class<?> type = contract.getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        boolean wanted = tests.test(method.getName());
        if (wanted && method.isAnnotationPresent(Test.class)) {
          method.setAccessible(true);
          run.attempt(method.getName(), () -> method.invoke(contract));
        } else if (wanted && method.isAnnotationPresent(TestFactory.class)) {
          method.setAccessible(true);
          run.attempt(method.getName(), () -> run.all(method, (Stream<?>) method.invoke(contract)));
        }
      }
    }
    return run.failures;
  }

  private void all(Method factory, Stream<?> tests) {
    tests.forEach(
        test -> attempt(factory.getName(), () -> ((DynamicTest) test).getExecutable().execute()));
  }

  private void attempt(String name, Executable test) {
    try {
      test.execute();
    } catch (TestAbortedException skipped) {
      return;
    } catch (InvocationTargetException wrapped) {
      note(name, wrapped.getCause());
    } catch (Throwable failure) {
      note(name, failure);
    }
  }

  private void note(String name, Throwable failure) {
    if (!(failure instanceof TestAbortedException)) {
      failures.computeIfAbsent(name, unused -> new ArrayList<>()).add(failure);
    }
  }
}
