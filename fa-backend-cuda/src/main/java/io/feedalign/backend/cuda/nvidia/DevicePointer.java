package io.feedalign.backend.cuda.nvidia;

import org.bytedeco.javacpp.Pointer;

/** A device's address as JavaCPP passes it; it owns nothing. */
final class DevicePointer extends Pointer {
  DevicePointer(long address) {
    this.address = address;
  }
}
