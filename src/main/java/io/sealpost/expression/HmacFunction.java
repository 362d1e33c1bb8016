package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An HMAC (RFC 2104) of the second argument, keyed with the first, both as UTF-8.
 *
 * @param algorithm JCA name
 * @param hex lower-case hexadecimal; else Base64 with padding
 */
record HmacFunction(String name, String algorithm, boolean hex) implements TemplateFunction {
  @Override
  public int arity() {
    return 2;
  }

  @Override
  public String apply(List<String> arguments) {
    byte[] key = arguments.get(0).getBytes(UTF_8);
    if (key.length == 0) {
      throw new IllegalArgumentException("the key is empty");
    }
    byte[] mac = mac(key, arguments.get(1).getBytes(UTF_8));
    return hex ? HexFormat.of().formatHex(mac) : Base64.getEncoder().encodeToString(mac);
  }

  private byte[] mac(byte[] key, byte[] message) {
    try {
      // A Mac is not thread-safe: a new one for each call.
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot compute " + algorithm, e);
    }
  }
}
