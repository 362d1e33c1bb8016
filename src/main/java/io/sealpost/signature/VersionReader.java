package io.sealpost.signature;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.signature.InvalidSchemeException.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The keys of a template that say how one version of its signatures is made. */
final class VersionReader {
  private static final Set<String> KEYS =
      Set.of(
          "algorithm",
          "key",
          "keyPrefix",
          "publicKeyPrefix",
          "keyMinBytes",
          "keyMaxBytes",
          "encoding",
          "prefix");

  private static final Map<String, Algorithm> ALGORITHMS =
      Arrays.stream(Algorithm.values())
          .collect(Collectors.toMap(algorithm -> algorithm.jdkName, Function.identity()));

  private static final Map<String, Encoding> ENCODINGS =
      Arrays.stream(Encoding.values())
          .collect(Collectors.toMap(Encoding::word, Function.identity()));

  private static final Map<String, KeyFormat> KEY_FORMATS =
      Arrays.stream(KeyFormat.values())
          .collect(Collectors.toMap(format -> format.word, Function.identity()));

  private VersionReader() {}

  /** The template's own and its alternatives'. */
  static List<SignatureVersion> versions(
      JsonNode node, TemplateNode template, List<Problem> problems) {
    List<SignatureVersion> versions = new ArrayList<>();
    versions.add(version(template));
    JsonNode alternatives = node.path("alternatives");
    if (!alternatives.isMissingNode() && !alternatives.isArray()) {
      template.problem("alternatives", "must be a list of further versions");
    }
    for (int i = 0; i < alternatives.size(); i++) {
      String path = "alternatives[" + i + "].";
      versions.add(version(new TemplateNode(alternatives.get(i), path, problems, KEYS)));
    }
    checkKeyPrefixes(versions, template);
    return versions;
  }

  private static SignatureVersion version(TemplateNode node) {
    if (!node.has("algorithm")) {
      node.problem("algorithm", "is missing: one of HmacSHA1, HmacSHA256, HmacSHA512, Ed25519");
    }
    Algorithm algorithm = node.choice("algorithm", ALGORITHMS, Algorithm.HMAC_SHA256);
    boolean isHmac = algorithm != Algorithm.ED25519;
    KeyFormat format = node.choice("key", KEY_FORMATS, isHmac ? KeyFormat.TEXT : KeyFormat.BASE64);
    if (!isHmac && format == KeyFormat.TEXT) {
      node.problem("key", "must be base64 or hex with Ed25519");
    }
    if (isHmac && node.has("publicKeyPrefix")) {
      node.problem("publicKeyPrefix", "is for Ed25519 only");
    }
    for (String bound : List.of("keyMinBytes", "keyMaxBytes")) {
      if (!isHmac && node.has(bound)) {
        node.problem(bound, "is for HMAC only; an Ed25519 key has a fixed length");
      }
    }
    int least = node.count("keyMinBytes", 1);
    int most = node.count("keyMaxBytes", Integer.MAX_VALUE);
    if (least > most) {
      node.problem("keyMinBytes", "%d is more than keyMaxBytes, %d".formatted(least, most));
    }
    String prefix = node.text("prefix", "");
    if (!prefix.equals(prefix.strip())) {
      node.problem("prefix", "may not begin or end with a blank");
    }
    return new SignatureVersion(
        prefix,
        algorithm,
        node.choice("encoding", ENCODINGS, Encoding.HEX),
        format,
        node.text("keyPrefix", ""),
        node.text("publicKeyPrefix", ""),
        least,
        most);
  }

  /** A secret's beginning decides its version. */
  private static void checkKeyPrefixes(List<SignatureVersion> versions, TemplateNode template) {
    List<String> prefixes = new ArrayList<>();
    for (SignatureVersion version : versions) {
      prefixes.add(version.keyPrefix());
      if (!version.publicKeyPrefix().isEmpty()) {
        prefixes.add(version.publicKeyPrefix());
      }
    }
    for (int i = 0; i < prefixes.size(); i++) {
      for (int j = 0; j < prefixes.size(); j++) {
        if (i != j && prefixes.get(i).startsWith(prefixes.get(j))) {
          template.problem(
              "keyPrefix",
              "«%s» and «%s» begin alike: a secret's beginning must tell its version"
                  .formatted(prefixes.get(j), prefixes.get(i)));
        }
      }
    }
  }
}
