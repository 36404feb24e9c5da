package io.feedalign.spi;

import io.feedalign.train.Probe;
import org.apiguardian.api.API;

/** Makes a probe. */
@API(status = API.Status.STABLE, since = "0.1")
public interface ProbeProvider extends Provider<Probe> {}
