package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.spi.DatasetProvider;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  @Test
  void everyDataSetIsFoundByItsName() {
    Set<String> names =
        ServiceLoader.load(DatasetProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .map(DatasetProvider::name)
            .collect(Collectors.toSet());
    Set<String> expected =
        Set.of("cifar10", "cifar100", "fashion-mnist", "fashion-mnist-mini", "mnist", "synthetic");
    assertTrue(names.containsAll(expected), names.toString());
  }
}
