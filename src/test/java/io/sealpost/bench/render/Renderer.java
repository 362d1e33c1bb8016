package io.sealpost.bench.render;

/** Makes a signed request of attributes that have been read already. Not thread-safe. */
interface Renderer {
  Request render() throws Exception;
}
