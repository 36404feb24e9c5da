package io.feedalign.backend.cuda;

import io.feedalign.ir.Value;

/** A value where its program finds it. What is written here counts more than what landed before. */
record BoundPlace(Value value, Views views, Landings landings) implements Home {
  @Override
  public long address() {
    return views.address(value);
  }

  @Override
  public Staging staging() {
    return views.transfers().inOrder();
  }

  @Override
  public void requireReadable() {}

  @Override
  public void written() {
    landings.forget(value);
  }
}
