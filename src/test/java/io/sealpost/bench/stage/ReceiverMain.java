package io.sealpost.bench.stage;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Takes webhooks, as quickly as can be, on one thread of a process of its own. */
final class ReceiverMain {
  static final String LISTENS = "the receiver listens";
  static final String SECRET = "BENCH_SECRET";

  /** Connections that wait to be accepted: all of a contender may come at once. */
  private static final int BACKLOG = 4096;

  private ReceiverMain() {}

  /**
   * Serves until it is killed.
   *
   * @param arguments the port; the port for TLS, with certificate and key as PEM files
   */
  public static void main(String[] arguments) throws Exception {
    NioEventLoopGroup thread = new NioEventLoopGroup(1);
    AtomicReference<Reception> reception = new AtomicReference<>(Reception.idle());
    listen(Integer.parseInt(arguments[0]), null, thread, reception);
    SslContext tls =
        SslContextBuilder.forServer(new File(arguments[2]), new File(arguments[3])).build();
    listen(Integer.parseInt(arguments[1]), tls, thread, reception);
    System.out.println(LISTENS);
    new CountDownLatch(1).await();
  }

  private static void listen(
      int port,
      @Nullable SslContext tls,
      NioEventLoopGroup thread,
      AtomicReference<Reception> reception)
      throws InterruptedException {
    String secret = System.getenv(SECRET);
    new ServerBootstrap()
        .group(thread)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                if (tls != null) {
                  channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                }
                channel
                    .pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpServerKeepAliveHandler())
                    .addLast(new WebhookHandler(reception, secret));
              }
            })
        .bind("127.0.0.1", port)
        .sync();
  }
}
