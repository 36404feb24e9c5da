package io.feedalign.backend.nd4j.view;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.error.FaException;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * One ND4J operation with its operands, described step by step and then bound.
 *
 * <pre>{@code
 * Kernel product = NativeCall.of("matmul").reads(a, b).writes(c).integers(0, 0, 0).bind();
 * }</pre>
 */
public final class NativeCall {
  private final String name;
  private final OpContext context = Nd4j.getExecutioner().buildContext();

  private NativeCall(String name) {
    this.name = name;
  }

  /** A call of the operation with that name. */
  public static NativeCall of(String name) {
    return new NativeCall(name);
  }

  /** Its inputs. */
  public NativeCall reads(INDArray... arrays) {
    context.setInputArrays(arrays);
    return this;
  }

  /** Its outputs. */
  public NativeCall writes(INDArray... arrays) {
    context.setOutputArrays(arrays);
    return this;
  }

  /** Its integer arguments. */
  public NativeCall integers(long... arguments) {
    context.setIArguments(arguments);
    return this;
  }

  /** Whether ND4J may take the platform's fast implementation; it may unless told otherwise. */
  public NativeCall accelerated(boolean allowed) {
    context.allowHelpers(allowed);
    return this;
  }

  /** The kernel that makes the call. */
  public Kernel bind() {
    return new Bound(name, context);
  }

  /** Goes straight to the native function: ND4J's own executor allocates on each call. */
  private static final class Bound implements Kernel {
    private final NativeOps library = NativeOpsHolder.getInstance().getDeviceNativeOps();
    private final String name;
    private final long operation;
    // Keeps the arrays, and with them their native descriptors, from being collected.
    private final OpContext context;
    private final Pointer arguments;

    Bound(String name, OpContext context) {
      this.name = name;
      this.operation = DynamicCustomOp.builder(name).build().opHash();
      this.context = context;
      this.arguments = context.contextPointer();
    }

    @Override
    public void run() {
      if (library.execCustomOp2(null, operation, arguments) != 0) {
        throw FaException.internal(
            "ND4J refused "
                + name
                + " of "
                + context.getInputArrays().size()
                + " operands: "
                + library.lastErrorMessage());
      }
    }
  }
}
