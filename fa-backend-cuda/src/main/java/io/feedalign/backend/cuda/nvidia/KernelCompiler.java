package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.KernelModule;

/**
 * Source text to kernels on a device, by way of the cache. Where the compiler is older than the
 * device, the driver does the last step.
 *
 * @param architecture the device's own
 * @param stream in which the kernels will run
 */
record KernelCompiler(KernelCache cache, String architecture, NvidiaStream stream) {
  KernelModule compile(String source) {
    String target = CompileTarget.of(architecture, Nvrtc.architectures(), Nvrtc.version());
    KernelCache.Compilation compilation =
        new KernelCache.Compilation(source, Nvrtc.version(), Nvrtc.options(target));
    return NvidiaModule.load(cache.get(compilation, Nvrtc::compile), target, stream);
  }
}
