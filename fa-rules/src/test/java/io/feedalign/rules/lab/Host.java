package io.feedalign.rules.lab;

import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.nn.Network;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import io.feedalign.testkit.ReferenceBackend;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where laws are tried: the reference in double precision, or a discovered backend. */
public final class Host {
  /** Double precision, the judge of all others. */
  public static final Host REFERENCE = new Host("reference", ReferenceBackend::new);

  private static final Logger LOG = LoggerFactory.getLogger(Host.class);

  private final String name;
  private final Supplier<Backend> opens;

  private Host(String name, Supplier<Backend> opens) {
    this.name = name;
    this.opens = opens;
  }

  /** The reference and every discovered backend that can run here. */
  public static Stream<Host> all() {
    return Stream.concat(Stream.of(REFERENCE), discovered());
  }

  /** Every discovered backend that can run here; of the others the log says why not. */
  public static Stream<Host> discovered() {
    return Plugins.discover().backends().all().stream()
        .filter(Host::available)
        .map(provider -> new Host(provider.name(), () -> open(provider)));
  }

  private static boolean available(BackendProvider provider) {
    if (provider.availability() instanceof Availability.Unavailable missing) {
      LOG.warn("No laws are tried on {}: {}", provider.name(), missing.reason());
      return false;
    }
    return true;
  }

  private static Backend open(BackendProvider provider) {
    return provider.create(provider.settings().defaults());
  }

  /** A fresh backend. */
  public Backend open() {
    return opens.get();
  }

  /** A learning step whose every number can be set and read. */
  public Lab lab(
      Network network, int batch, CreditAssignmentRule rule, UnaryOperator<Compiler> recipe) {
    Backend backend = open();
    try {
      Compiler compiler = Compiler.on(backend).rule(rule).batch(batch).seed(Lab.SEED);
      return new Lab(backend, recipe.apply(compiler).inspect(network));
    } catch (RuntimeException refusal) {
      backend.close();
      throw refusal;
    }
  }

  /** The same with the plain update, which takes the whole gradient. */
  public Lab lab(Network network, int batch, CreditAssignmentRule rule) {
    return lab(network, batch, rule, compiler -> compiler);
  }

  @Override
  public String toString() {
    return name;
  }

  /** How far results may be apart that differ by rounding only, relative to the largest. */
  public static double tolerance(Backend backend) {
    return backend.capabilities().contains(Capability.DOUBLE) ? 1e-12 : 1e-5;
  }

  /** The same of a norm, in which the errors of many elements cancel. */
  public static double normTolerance(Backend backend) {
    return backend.capabilities().contains(Capability.DOUBLE) ? 1e-12 : 1e-6;
  }
}
