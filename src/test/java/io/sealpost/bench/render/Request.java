package io.sealpost.bench.render;

/**
 * What all renderers make, in the same bytes.
 *
 * @param sentAt seconds since the epoch
 * @param signature of the body
 */
record Request(String url, String eventId, String sentAt, byte[] body, String signature) {}
