package io.sealpost.signature;

/** One header field as it stands, or will stand, on the wire. */
public record HttpHeader(String name, String value) {}
