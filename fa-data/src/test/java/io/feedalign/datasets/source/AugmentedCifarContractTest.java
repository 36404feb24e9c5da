package io.feedalign.datasets.source;

import java.util.Map;

class AugmentedCifarContractTest extends Cifar10ContractTest {
  @Override
  protected boolean augments() {
    return true;
  }

  @Override
  protected Map<String, Object> settings() {
    return Map.of("pad", 4, "crop", 24, "flip", true, "cutout", 8, "hue", 0.1, "contrast", 0.2);
  }
}
