package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.KernelModule;

/**
 * Source text to kernels on a device, by way of the cache.
 *
 * @param architecture the device's own
 * @param stream in which the kernels will run
 */
record KernelCompiler(KernelCache cache, String architecture, NvidiaStream stream) {
  KernelModule compile(String source) {
    KernelCache.Compilation compilation =
        new KernelCache.Compilation(source, Nvrtc.version(), Nvrtc.options(architecture));
    return NvidiaModule.load(cache.get(compilation, Nvrtc::compile), stream);
  }
}
