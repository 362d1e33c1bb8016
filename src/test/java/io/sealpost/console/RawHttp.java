package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Bytes to a port of this machine, and what comes back until it closes. */
final class RawHttp {
  private static final int TIMEOUT_MILLIS = 60_000;

  private RawHttp() {}

  /**
   * An answer.
   *
   * @param headers by name in lower case
   */
  record Answer(int status, Map<String, String> headers, String body) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(body);
    }

    String header(String name) {
      return headers.get(name);
    }
  }

  static Answer send(int port, String request) throws IOException {
    return send(port, request.getBytes(StandardCharsets.UTF_8));
  }

  static Answer send(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      byte[] answer = answer(socket.getInputStream());
      if (answer.length == 0) {
        throw new IOException("It was closed without an answer");
      }
      return parse(new String(answer, StandardCharsets.UTF_8));
    }
  }

  /** Not until it closes: it lingers for the rest of a body that it refused. */
  private static byte[] answer(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    int count = in.read(buffer);
    while (count >= 0) {
      bytes.write(buffer, 0, count);
      String text = bytes.toString(StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      if (end >= 0) {
        String length = parse(text).header("content-length");
        if (length != null && text.length() >= end + 4 + Integer.parseInt(length)) {
          break;
        }
      }
      count = in.read(buffer);
    }
    return bytes.toByteArray();
  }

  static Answer parse(String text) {
    String[] parts = text.split("\r\n\r\n", 2);
    String[] lines = parts[0].split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] header = lines[i].split(": ", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
    }
    return new Answer(
        Integer.parseInt(lines[0].split(" ", 3)[1]), headers, parts.length > 1 ? parts[1] : "");
  }
}
