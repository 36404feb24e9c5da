package io.feedalign.spi;

import io.feedalign.nn.Model;
import org.apiguardian.api.API;

/** Makes a model: a function of input shape and classes. */
@API(status = API.Status.STABLE, since = "0.1")
public interface ModelProvider extends Provider<Model> {}
