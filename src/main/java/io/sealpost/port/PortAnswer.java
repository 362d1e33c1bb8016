package io.sealpost.port;

import java.util.Map;

/**
 * An answer as it goes out.
 *
 * @param headers besides those that every answer has
 */
public record PortAnswer(
    int status, String contentType, String body, Map<String, String> headers) {}
