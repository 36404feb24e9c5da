package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    assertEquals(Set.of("fashion-mnist", "fashion-mnist-mini", "mnist", "synthetic"), names);
  }
}
