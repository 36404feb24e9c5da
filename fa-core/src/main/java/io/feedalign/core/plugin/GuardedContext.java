package io.feedalign.core.plugin;

import io.feedalign.credit.RuleContext;
import io.feedalign.nn.Initializer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin's rule asks of its edge: the functions that it leaves there are guarded as well.
 */
record GuardedContext(Guard guard, String path, RuleContext context) {

  static RuleContext of(Guard guard, String path, RuleContext context) {
    GuardedContext guarded = new GuardedContext(guard, path, context);
    Object proxy =
        Proxy.newProxyInstance(
            RuleContext.class.getClassLoader(),
            new Class<?>[] {RuleContext.class},
            (self, method, arguments) -> guarded.ask(method, arguments));
    return (RuleContext) proxy;
  }

  private @Nullable Object ask(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(context, arguments == null ? null : guarded(arguments));
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private Object[] guarded(Object[] arguments) {
    Object[] guarded = arguments.clone();
    for (int i = 0; i < guarded.length; i++) {
      if (guarded[i] instanceof Initializer initializer) {
        guarded[i] = initializer(initializer);
      } else if (guarded[i] instanceof Function<?, ?> function) {
        guarded[i] = function(function);
      }
    }
    return guarded;
  }

  private Initializer initializer(Initializer drawn) {
    return (emit, shape, draw) ->
        guard.call("the initializer at '" + path + "'", () -> drawn.draw(emit, shape, draw));
  }

  private <A, B> Function<A, B> function(Function<A, B> written) {
    return input ->
        guard.call("the function to remember at '" + path + "'", () -> written.apply(input));
  }
}
