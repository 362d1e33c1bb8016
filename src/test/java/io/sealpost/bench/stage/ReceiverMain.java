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

/** Takes webhooks, as quickly as can be, on one thread of a process of its own. */
final class ReceiverMain {
  static final String LISTENS = "the receiver listens";
  static final String SECRET = "BENCH_SECRET";

  /** Connections that wait to be accepted: all of a contender may come at once. */
  private static final int BACKLOG = 4096;

  private ReceiverMain() {}

  /**
   * @param arguments the port; then certificate and key, as PEM files, for TLS
   */
  public static void main(String[] arguments) throws Exception {
    SslContext tls =
        arguments.length > 1
            ? SslContextBuilder.forServer(new File(arguments[1]), new File(arguments[2])).build()
            : null;
    AtomicReference<Reception> reception = new AtomicReference<>(Reception.idle());
    String secret = System.getenv(SECRET);
    new ServerBootstrap()
        .group(new NioEventLoopGroup(1))
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
        .bind("127.0.0.1", Integer.parseInt(arguments[0]))
        .sync();
    System.out.println(LISTENS);
    new CountDownLatch(1).await();
  }
}
