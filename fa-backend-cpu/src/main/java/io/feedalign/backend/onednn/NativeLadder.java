package io.feedalign.backend.onednn;

import io.feedalign.spi.Availability;
import java.util.function.Predicate;
import org.bytedeco.javacpp.Loader;

/**
 * Says whether oneDNN can run here without loading it: that takes a second, and fixes the number of
 * threads for the whole process.
 *
 * @param platform JavaCPP's name of this one, such as {@code linux-x86_64}
 * @param onClassPath whether a resource is there
 */
record NativeLadder(String platform, Predicate<String> onClassPath) {
  private static final String PRESET = "org/bytedeco/dnnl/global/dnnl.class";

  static NativeLadder here() {
    ClassLoader loader = NativeLadder.class.getClassLoader();
    try {
      return new NativeLadder(Loader.getPlatform(), name -> loader.getResource(name) != null);
    } catch (LinkageError noJavaCpp) {
      return new NativeLadder("this platform", name -> false);
    }
  }

  Availability climb() {
    if (!onClassPath.test(PRESET)) {
      return new Availability.Unavailable(
          "The jar org.bytedeco:dnnl is not on the class path.",
          "Add fa-backend-cpu with its dependencies, or use backend: nd4j.");
    }
    String folder = "org/bytedeco/dnnl/" + platform + "/";
    if (!onClassPath.test(folder + library("jnidnnl"))) {
      return new Availability.Unavailable(
          "There is no native oneDNN library for " + platform + " on the class path.",
          "Add org.bytedeco:dnnl with the classifier " + platform + ", or use backend: nd4j.");
    }
    return new Availability.Available("oneDNN for " + platform);
  }

  private String library(String name) {
    if (platform.startsWith("windows")) {
      return name + ".dll";
    }
    return "lib" + name + (platform.startsWith("macosx") ? ".dylib" : ".so");
  }
}
