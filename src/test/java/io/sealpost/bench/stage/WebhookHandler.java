package io.sealpost.bench.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.sealpost.bench.rival.BodySignature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Answers one connection. Below {@value #CONTROL} the bench itself asks: {@code reset} begins a
 * turn, {@code tally} counts, {@code arrivals} tells when each message came.
 */
final class WebhookHandler extends SimpleChannelInboundHandler<HttpObject> {
  static final String CONTROL = "/-/";

  /**
   * The signature of one message in so many is verified: of all, it would cost as much as to sign.
   */
  private static final int VERIFIED_EVERY = 256;

  private static final byte[] OK = "{\"ok\":true}".getBytes(UTF_8);
  private static final JsonMapper JSON = new JsonMapper();

  private final AtomicReference<Reception> reception;
  private final BodySignature signature;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private String path = "";
  private String signed = "";
  private int message;
  private boolean kept;

  WebhookHandler(AtomicReference<Reception> reception, String secret) {
    this.reception = reception;
    this.signature = new BodySignature(secret);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) throws IOException {
    if (part instanceof HttpRequest request) {
      begin(request);
    }
    if (part instanceof HttpContent content && kept) {
      content.content().readBytes(body, content.content().readableBytes());
    }
    if (part instanceof LastHttpContent) {
      if (path.startsWith(CONTROL)) {
        control(context);
      } else {
        receive(context);
      }
    }
  }

  private void begin(HttpRequest request) {
    path = request.uri();
    message = SampleMessage.number(request.headers().get("X-Event-Id"));
    signed = request.headers().get(BodySignature.HEADER, "");
    kept = path.startsWith(CONTROL) || message % VERIFIED_EVERY == 0;
    body.reset();
  }

  private void receive(ChannelHandlerContext context) {
    Reception now = reception.get();
    boolean first = now.arrivals().arrived(message, Micros.now());
    if (kept && now.answers().signed()) {
      now.arrivals().verified(signature.of(body.toByteArray()).equals(signed));
    }
    int delay = now.answers().millis(path, message);
    boolean counts = !now.answers().hangs(path);
    if (delay == 0) {
      answer(context, now, first, counts);
    } else {
      var unused =
          context
              .executor()
              .schedule(() -> answer(context, now, first, counts), delay, TimeUnit.MILLISECONDS);
    }
  }

  private static void answer(
      ChannelHandlerContext context, Reception now, boolean first, boolean counts) {
    if (counts) {
      now.arrivals().answered(first);
    }
    send(context, Unpooled.wrappedBuffer(OK));
  }

  private void control(ChannelHandlerContext context) throws IOException {
    QueryStringDecoder question = new QueryStringDecoder(path);
    int messages = Integer.parseInt(question.parameters().get("messages").get(0));
    send(
        context,
        switch (question.path().substring(CONTROL.length())) {
          case "reset" -> reset(messages);
          case "tally" -> json(reception.get().arrivals().tally());
          case "arrivals" -> longs(reception.get().arrivals().first(messages));
          default -> throw new IOException("Nothing is asked by " + path);
        });
  }

  private ByteBuf reset(int messages) throws IOException {
    Answers answers = JSON.readValue(body.toByteArray(), Answers.class);
    reception.set(new Reception(answers, new Arrivals(messages)));
    return Unpooled.wrappedBuffer(OK);
  }

  private static ByteBuf json(Object value) throws JsonProcessingException {
    return Unpooled.wrappedBuffer(JSON.writeValueAsBytes(value));
  }

  private static ByteBuf longs(long[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return Unpooled.wrappedBuffer(bytes);
  }

  private static void send(ChannelHandlerContext context, ByteBuf content) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, content);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
    var unused = context.writeAndFlush(response);
  }

  /** A contender that ends breaks its connections off. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      cause.printStackTrace();
    }
    var unused = context.close();
  }
}
