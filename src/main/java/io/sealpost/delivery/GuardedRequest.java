package io.sealpost.delivery;

import io.sealpost.activation.Activation.Timeouts;
import io.sealpost.signature.HttpHeader;
import java.net.URI;
import java.util.List;

/**
 * A request that went through signing and guarding: the only thing a call accepts.
 *
 * @param method upper case
 * @param url absolute, sent byte for byte
 * @param headers all that Sealpost adds, in order; Content-Length, Host and Connection are added by
 *     the HTTP client behind them
 * @param body empty for a request without body
 * @param timeouts hard limits of the call's phases
 */
record GuardedRequest(
    String method, URI url, List<HttpHeader> headers, byte[] body, Timeouts timeouts) {}
