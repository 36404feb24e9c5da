package io.feedalign.models.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.spi.SettingsSpec;
import org.junit.jupiter.api.Test;

class WeightInitTest {
  @Test
  void theDefaultIsHeUniform() {
    SettingsSpec spec = SettingsSpec.of(WeightInit.setting());
    assertEquals(WeightInit.HE_UNIFORM, WeightInit.of(spec.defaults().text("init")));
  }

  @Test
  void everyNameLeadsBackToItsInit() {
    for (WeightInit init : WeightInit.values()) {
      assertEquals(init, WeightInit.of(init.key()));
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    FaException error = assertThrows(FaException.class, () -> WeightInit.of("xavier-unifrom"));
    assertEquals(ErrorKind.USER, error.kind());
    assertTrue(error.getMessage().endsWith("Did you mean 'xavier-uniform'?"), error.getMessage());
  }
}
