package io.sealpost.cli;

import io.sealpost.signature.HttpHeader;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code Name: value}, as a header stands in a request. */
final class HeaderOption implements ITypeConverter<HttpHeader> {
  @Override
  public HttpHeader convert(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new TypeConversionException("'" + text + "' is not 'Name: value'");
    }
    return new HttpHeader(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
  }
}
