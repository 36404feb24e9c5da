package io.feedalign.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> NAMES = List.of("bp", "fa", "usf", "magnitude", "momentum");

  @Test
  void findsOneEditAway() {
    assertEquals(Optional.of("usf"), NearestName.of("usff", NAMES));
    assertEquals(Optional.of("usf"), NearestName.of("ufs", NAMES));
    assertEquals(Optional.of("magnitude"), NearestName.of("Magnitud", NAMES));
  }

  @Test
  void staysSilentWhenNothingIsClose() {
    assertEquals(Optional.empty(), NearestName.of("transformer", NAMES));
    assertEquals("", NearestName.hint("xyzzy", NAMES));
  }
}
