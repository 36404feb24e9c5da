package io.feedalign.bench.floor;

import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.tensor.DType;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive_attr;

/**
 * One of the three verbs of a convolution on images that lie channels last, its weights in the
 * layout that oneDNN likes best.
 */
final class BareConvolution {
  private static final dnnl.algorithm DIRECT = dnnl.algorithm.convolution_direct;

  private final Bare bare;
  private final format_tag images;
  private final format_tag signals;
  private final Form x;
  private final Form weight;
  private final Form y;
  private final Geometry geometry;
  private final primitive_attr plain;

  private BareConvolution(
      Bare bare, Layouts layouts, Geometry geometry, Form x, Form weight, Form y) {
    this.bare = bare;
    images = layouts.images;
    signals = layouts.signals;
    this.geometry = geometry;
    this.x = x;
    this.weight = weight;
    this.y = y;
    plain = bare.keep(new primitive_attr());
  }

  private record Layouts(format_tag images, format_tag signals) {}

  /**
   * Adds the convolution to what is run.
   *
   * @param images in which layout the primitive takes them: {@code acdb}, or {@code any}, which may
   *     need them reordered
   * @param signals the same of what is on the side of the forward convolution's result
   */
  static void add(Bare bare, ProductCase it, format_tag images, format_tag signals) {
    Layouts in = new Layouts(images, signals);
    Form first = it.inputs().get(0);
    Form second = it.inputs().get(1);
    if (it.op() instanceof Conv2d conv) {
      new BareConvolution(bare, in, conv.geometry(), first, second, it.output()).drive();
    } else if (it.op() instanceof Conv2dInputGrad grad) {
      new BareConvolution(bare, in, grad.geometry(), it.output(), second, first).pull();
    } else if (it.op() instanceof Conv2dWeightGrad grad) {
      new BareConvolution(bare, in, grad.geometry(), first, it.output(), second).correlate();
    }
  }

  private void drive() {
    convolution_forward.primitive_desc chosen = forward(x.type());
    bare.call(
        bare.keep(new convolution_forward(chosen)),
        new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_WEIGHTS, dnnl.DNNL_ARG_DST},
        bare.given(lying(x), chosen.src_desc()),
        bare.memory(chosen.weights_desc()),
        bare.made(chosen.dst_desc(), lying(y)));
  }

  private void pull() {
    Window window = Window.of(geometry);
    convolution_backward_data.primitive_desc chosen =
        bare.keep(
            new convolution_backward_data.primitive_desc(
                bare.engine(),
                DIRECT,
                bare.form(x, images),
                weights(y.type()),
                bare.form(y, signals),
                window.strides(),
                window.dilates(),
                window.before(),
                window.after(),
                forward(y.type()),
                plain,
                false));
    bare.call(
        bare.keep(new convolution_backward_data(chosen)),
        new int[] {dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_WEIGHTS, dnnl.DNNL_ARG_DIFF_SRC},
        bare.given(lying(y), chosen.diff_dst_desc()),
        bare.memory(chosen.weights_desc()),
        bare.made(chosen.diff_src_desc(), lying(x)));
  }

  private void correlate() {
    Window window = Window.of(geometry);
    convolution_backward_weights.primitive_desc chosen =
        bare.keep(
            new convolution_backward_weights.primitive_desc(
                bare.engine(),
                DIRECT,
                bare.form(x, images),
                weights(weight.type()),
                bare.form(y, signals),
                window.strides(),
                window.dilates(),
                window.before(),
                window.after(),
                forward(x.type()),
                plain,
                false));
    bare.call(
        bare.keep(new convolution_backward_weights(chosen)),
        new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_DIFF_WEIGHTS},
        bare.given(lying(x), chosen.src_desc()),
        bare.given(lying(y), chosen.diff_dst_desc()),
        bare.memory(chosen.diff_weights_desc()));
  }

  /** The forward convolution itself, or what the two others ask for as a hint. */
  private convolution_forward.primitive_desc forward(DType weights) {
    Window window = Window.of(geometry);
    return bare.keep(
        new convolution_forward.primitive_desc(
            bare.engine(),
            dnnl.prop_kind.forward_training,
            DIRECT,
            bare.form(x, images),
            weights(weights),
            bare.form(y, signals),
            window.strides(),
            window.dilates(),
            window.before(),
            window.after(),
            plain,
            false));
  }

  private memory.desc lying(Form image) {
    return bare.form(image, format_tag.acdb);
  }

  /** (O, I, kh, kw), or with more than one group (G, O / G, I, kh, kw). */
  private memory.desc weights(DType type) {
    long[] plainSizes = Bare.sizes(weight.shape());
    int groups = geometry.groups();
    long[] sizes =
        groups == 1
            ? plainSizes
            : new long[] {
              groups, plainSizes[0] / groups, plainSizes[1], plainSizes[2], plainSizes[3]
            };
    return bare.form(sizes, type, format_tag.any);
  }

  /** A geometry in oneDNN's words: dilation 0 is dense. */
  private record Window(long[] strides, long[] dilates, long[] before, long[] after) {
    static Window of(Geometry it) {
      return new Window(
          new long[] {it.stride().h(), it.stride().w()},
          new long[] {it.dilation().h() - 1L, it.dilation().w() - 1L},
          new long[] {it.padding().top(), it.padding().left()},
          new long[] {it.padding().bottom(), it.padding().right()});
    }
  }
}
