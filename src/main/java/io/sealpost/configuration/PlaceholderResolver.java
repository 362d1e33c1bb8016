package io.sealpost.configuration;

/** Gives the placeholders of connection files their values. */
@FunctionalInterface
public interface PlaceholderResolver {
  /**
   * Replaces each <code>{{…}}</code> of the text by its value. What a value contains is never
   * replaced again.
   *
   * @throws PlaceholderException for the first placeholder without a value
   */
  String resolve(String text) throws PlaceholderException;
}
