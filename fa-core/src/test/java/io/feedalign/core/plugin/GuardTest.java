package io.feedalign.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.EdgeRule;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.train.Probe;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardTest {
  private final Guard guard = new Guard("theirs.jar", "rule 'theirs'");

  /** A default that is not overridden would hide the plugin's own. */
  @Test
  void everyCallbackIsForwarded() {
    assertEquals(List.of(), notForwarded(Probe.class, GuardedProbe.class));
    assertEquals(List.of(), notForwarded(CreditAssignmentRule.class, GuardedRule.class));
    assertEquals(List.of(), notForwarded(EdgeRule.class, GuardedRule.AtEdge.class));
  }

  private static List<String> notForwarded(Class<?> type, Class<?> guarded) {
    List<String> own = Arrays.stream(guarded.getDeclaredMethods()).map(Method::getName).toList();
    List<String> asked =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> !method.isSynthetic())
            .map(Method::getName)
            .toList();
    assertFalse(asked.isEmpty());
    return asked.stream().filter(name -> !own.contains(name)).toList();
  }

  @Test
  void aFailureNamesJarThingAndCallback() {
    IllegalStateException cause = new IllegalStateException("boom\nand more");
    FaException told = guard.failure("carry('fc1')", cause);
    assertEquals(ErrorKind.PLUGIN, told.kind());
    assertEquals(
        "Plugin 'theirs.jar' failed in carry('fc1') of rule 'theirs': IllegalStateException: boom",
        told.getMessage());
    assertSame(cause, told.getCause());
  }

  @Test
  void whatWasToldOnceIsNotToldAgainFurtherOut() {
    FaException inner = guard.failure("carry('fc2')", new StackOverflowError());
    assertSame(inner, guard.failure("carry('fc1')", inner));
  }

  @Test
  void wordsForTheUserStayAsTheyAre() {
    FaException user = FaException.user("choose one of both.");
    assertSame(user, guard.failure("create", user));
  }

  @Test
  void nothingIsNoAnswer() {
    FaException told = assertThrows(FaException.class, () -> guard.call("at('fc1')", () -> null));
    assertTrue(told.getMessage().endsWith("it returned nothing."), told.getMessage());
  }

  @Test
  void pluginsForOurApiAndOlderOnesOfItsMajorVersionAreServed() {
    ApiVersion ours = new ApiVersion(1, 4);
    assertTrue(ours.servesPluginsOf(new ApiVersion(1, 4)));
    assertTrue(ours.servesPluginsOf(new ApiVersion(1, 0)));
    assertFalse(ours.servesPluginsOf(new ApiVersion(1, 5)));
    assertFalse(ours.servesPluginsOf(new ApiVersion(0, 4)));
    assertFalse(ours.servesPluginsOf(new ApiVersion(2, 0)));
    assertEquals(new ApiVersion(1, 4), ApiVersion.parse(" 1.4.2 ").orElseThrow());
    assertTrue(ApiVersion.parse("one").isEmpty());
  }
}
