package io.feedalign.core.plugin;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.spi.Availability;
import io.feedalign.spi.ProbeProvider;
import io.feedalign.spi.Provider;
import io.feedalign.spi.RuleProvider;
import io.feedalign.train.Probe;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever a plugin jar throws into one error that names the jar, the plugin and the
 * callback.
 *
 * @param jar its file name
 * @param thing such as {@code rule 'theirs'}
 */
record Guard(String jar, String thing) {
  private static final String PREFIX = "Plugin '";
  private static final String NOTHING = "it returned nothing.";

  /** A call into the plugin. */
  @FunctionalInterface
  interface Call<T> {
    @Nullable T make();
  }

  /** What a callback gives, which must be something. */
  <T> T call(String callback, Call<T> call) {
    T result;
    try {
      result = call.make();
    } catch (Throwable thrown) { // a plugin may throw anything, checked exceptions included
      throw failure(callback, thrown);
    }
    if (result == null) {
      throw FaException.plugin(says(callback) + NOTHING);
    }
    return result;
  }

  void run(String callback, Runnable call) {
    call(
        callback,
        () -> {
          call.run();
          return Boolean.TRUE;
        });
  }

  /** The provider, each of its methods guarded, and the rules that it makes as well. */
  <P extends Provider<?>> P provider(Class<P> type, P target) {
    Object guarded =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals("equals")
                    ? (Object) (proxy == arguments[0])
                    : answer(target, method, arguments));
    return type.cast(guarded);
  }

  private Object answer(Object target, Method method, Object @Nullable [] arguments)
      throws IllegalAccessException {
    FaException failure;
    try {
      Object result = method.invoke(target, arguments);
      if (result != null) {
        return guarded(result);
      }
      failure = FaException.plugin(says(method.getName()) + NOTHING);
    } catch (InvocationTargetException e) {
      failure = failure(method.getName(), e.getTargetException());
    }
    Optional<Object> substitute = substitute(target, method, failure);
    if (substitute.isEmpty()) {
      throw failure;
    }
    return substitute.get();
  }

  private Object guarded(Object result) {
    if (result instanceof CreditAssignmentRule rule) {
      return new GuardedRule(this, rule);
    }
    return result instanceof Probe probe ? new GuardedProbe(this, probe) : result;
  }

  /** What stands in for an answer that failed, where the program can go on without it. */
  private static Optional<Object> substitute(Object target, Method method, FaException failure) {
    if (method.getName().equals("availability")) {
      String reason = String.valueOf(failure.getMessage());
      return Optional.of(
          new Availability.Unavailable(reason, "Mend the plugin, or remove its jar."));
    }
    if (!method.getName().equals("create") || failure.kind() != ErrorKind.PLUGIN) {
      return Optional.empty();
    }
    // A rule that could not be made fails where it is used, so that the others of a comparison run;
    // a probe takes nothing with it at all.
    if (target instanceof RuleProvider) {
      return Optional.of(new FailedRule(failure));
    }
    return target instanceof ProbeProvider probe
        ? Optional.of(new FailedProbe(probe.name(), failure))
        : Optional.empty();
  }

  /** The error to tell: a plugin's own words for the user stay as they are. */
  FaException failure(String callback, Throwable thrown) {
    if (thrown instanceof FaException known) {
      boolean told = String.valueOf(known.getMessage()).startsWith(PREFIX);
      return told || known.kind() != ErrorKind.PLUGIN
          ? known
          : new FaException(ErrorKind.PLUGIN, says(callback) + known.getMessage(), known);
    }
    return new FaException(ErrorKind.PLUGIN, says(callback) + words(thrown), thrown);
  }

  private String says(String callback) {
    return PREFIX + jar + "' failed in " + callback + " of " + thing + ": ";
  }

  private static String words(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    String name = thrown.getClass().getSimpleName();
    return thrown.getMessage() == null ? name + "." : name + ": " + message;
  }
}
