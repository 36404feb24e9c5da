package io.feedalign.datasets.source;

import java.util.Map;

class MixedCifarContractTest extends Cifar10ContractTest {
  @Override
  protected boolean augments() {
    return true;
  }

  @Override
  protected Map<String, Object> settings() {
    return Map.of("mixup", 0.4, "flip", true);
  }
}
