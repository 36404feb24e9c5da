package io.feedalign.backend.cuda.nvidia;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.cuda.cudnn.cudnnBackendDescriptor_t;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** One descriptor of cuDNN's graph interface. cuDNN copies whatever it is set to. */
final class CudnnDescriptor implements AutoCloseable {
  private final String name;
  private final cudnnBackendDescriptor_t handle = new cudnnBackendDescriptor_t();

  private CudnnDescriptor(String name) {
    this.name = name;
  }

  /**
   * A new one.
   *
   * @param kind its number, {@code CUDNN_BACKEND_..._DESCRIPTOR}
   */
  static CudnnDescriptor create(String name, int kind) {
    CudnnDescriptor descriptor = new CudnnDescriptor(name);
    CudnnStatus.check(
        cudnn.cudnnBackendCreateDescriptor(kind, descriptor.handle), "creating " + name);
    return descriptor;
  }

  /** What cuDNN's own calls take. */
  cudnnBackendDescriptor_t handle() {
    return handle;
  }

  /** Sets an attribute as described; parts of a description are found by their place. */
  void set(GraphSetting setting, List<CudnnDescriptor> parts) {
    long[] values = setting.values().stream().mapToLong(Long::longValue).toArray();
    switch (setting.type()) {
      case INT64 -> integers(setting.attribute(), values);
      case DATA_TYPE, CONVOLUTION_MODE ->
          enumerated(setting.attribute(), setting.type().number(), (int) values[0]);
      case FLOAT -> factor(setting.attribute(), values[0]);
      case DESCRIPTOR -> descriptors(setting.attribute(), List.of(parts.get((int) values[0])));
    }
  }

  /** Sets an attribute to integers of 64 bits. */
  void integers(int attribute, long... values) {
    try (LongPointer given = new LongPointer(values)) {
      set(attribute, cudnn.CUDNN_TYPE_INT64, values.length, given);
    }
  }

  /** Sets an attribute to a value of an enumeration, which C gives 32 bits. */
  void enumerated(int attribute, int type, int value) {
    try (IntPointer given = new IntPointer(new int[] {value})) {
      set(attribute, type, 1, given);
    }
  }

  private void factor(int attribute, float value) {
    try (FloatPointer given = new FloatPointer(new float[] {value})) {
      set(attribute, cudnn.CUDNN_TYPE_FLOAT, 1, given);
    }
  }

  /** Sets an attribute to finalised descriptors, which must outlive this one. */
  void descriptors(int attribute, List<CudnnDescriptor> values) {
    try (PointerPointer<Pointer> given = handles(values)) {
      set(attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, values.size(), given);
    }
  }

  /** Sets an attribute to the library's handle. */
  void library(int attribute, cudnnContext value) {
    try (PointerPointer<Pointer> given = new PointerPointer<>(1)) {
      given.put(0, value);
      set(attribute, cudnn.CUDNN_TYPE_HANDLE, 1, given);
    }
  }

  /** Sets an attribute to addresses on the device. */
  void addresses(int attribute, long... values) {
    try (PointerPointer<Pointer> given = new PointerPointer<>(values.length)) {
      for (int i = 0; i < values.length; i++) {
        given.put(i, new DevicePointer(values[i]));
      }
      set(attribute, cudnn.CUDNN_TYPE_VOID_PTR, values.length, given);
    }
  }

  private void set(int attribute, int type, long count, Pointer values) {
    CudnnStatus.check(
        cudnn.cudnnBackendSetAttribute(handle, attribute, type, count, values),
        "setting attribute " + attribute + " of " + name);
  }

  /** Ends the setting. */
  CudnnDescriptor finish() {
    CudnnStatus.check(cudnn.cudnnBackendFinalize(handle), "finalising " + name);
    return this;
  }

  /** The one integer that an attribute holds. */
  long integer(int attribute) {
    try (LongPointer found = new LongPointer(1)) {
      get(attribute, cudnn.CUDNN_TYPE_INT64, 1, found);
      return found.get();
    }
  }

  /** The one value of an enumeration that an attribute holds. */
  int enumerated(int attribute, int type) {
    try (IntPointer found = new IntPointer(1)) {
      get(attribute, type, 1, found);
      return found.get();
    }
  }

  /**
   * The values of an enumeration that an attribute holds.
   *
   * @param most as many as there can be
   */
  Set<Integer> enumeratedSet(int attribute, int type, int most) {
    try (IntPointer found = new IntPointer(most)) {
      long count = Math.min(most, get(attribute, type, most, found));
      Set<Integer> values = new HashSet<>();
      for (int i = 0; i < count; i++) {
        values.add(found.get(i));
      }
      return values;
    }
  }

  /** How many descriptors an attribute holds. */
  int count(int attribute) {
    Pointer nowhere = new Pointer(); // of address zero
    return (int) get(attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, 0, nowhere);
  }

  /**
   * Fills descriptors, made for it, with what an attribute holds.
   *
   * @return how many were filled
   */
  int fill(int attribute, List<CudnnDescriptor> empty) {
    try (PointerPointer<Pointer> into = handles(empty)) {
      long count = get(attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, empty.size(), into);
      return (int) Math.min(empty.size(), count);
    }
  }

  private long get(int attribute, int type, long room, Pointer into) {
    long[] count = new long[1];
    CudnnStatus.check(
        cudnn.cudnnBackendGetAttribute(handle, attribute, type, room, count, into),
        "reading attribute " + attribute + " of " + name);
    return count[0];
  }

  private static PointerPointer<Pointer> handles(List<CudnnDescriptor> descriptors) {
    PointerPointer<Pointer> handles = new PointerPointer<>(Math.max(1, descriptors.size()));
    for (int i = 0; i < descriptors.size(); i++) {
      handles.put(i, descriptors.get(i).handle);
    }
    return handles;
  }

  @Override
  public void close() {
    if (!handle.isNull()) {
      cudnn.cudnnBackendDestroyDescriptor(handle);
      handle.setNull();
    }
  }
}
