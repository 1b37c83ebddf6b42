package io.noderax.system;

import io.noderax.protocol.json.Json;
import io.noderax.server.realtime.SocketIoRoutes;
import io.noderax.socketio.server.Admission;
import io.noderax.socketio.server.ConnectRequest;
import io.noderax.socketio.server.EngineSettings;
import io.noderax.socketio.server.Gateway;
import io.noderax.socketio.server.SocketServer;
import io.noderax.socketio.server.SweepLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Our Socket.IO server behind the adapter that ships, with namespaces that do what a judge needs. */
final class JudgedServer implements AutoCloseable {
    static final EngineSettings SETTINGS = EngineSettings.defaults()
            .with(new EngineSettings.Heartbeat(Duration.ofMillis(500), Duration.ofSeconds(3)))
            .with(new EngineSettings.Limits(1_000_000, 2_000_000, 16, 16))
            .withConnectTimeout(Duration.ofSeconds(3));

    private final EngineSettings settings;
    private final Vertx vertx = Vertx.vertx();
    private SocketServer sockets;
    private SweepLoop sweep;
    private HttpServer http;

    private JudgedServer(EngineSettings settings) {
        this.settings = settings;
        open(0);
    }

    static JudgedServer start() {
        return start(SETTINGS);
    }

    static JudgedServer start(EngineSettings settings) {
        return new JudgedServer(settings);
    }

    int port() {
        return http.actualPort();
    }

    SocketServer sockets() {
        return sockets;
    }

    private synchronized void open(int port) {
        sockets = new SocketServer(
                settings, task -> Thread.ofVirtual().start(task), new SecureRandom(), System::nanoTime);
        sockets.serve(gateway("/"));
        sockets.serve(gateway("/late"));
        sockets.serve(gateway("/other"));
        sockets.serve(gateway("/closed"));
        sweep = SweepLoop.start(sockets);
        Router router = Router.router(vertx);
        new SocketIoRoutes(
                        sockets,
                        exchange -> exchange.request().remoteAddress().hostAddress(),
                        Map.of("x-noderax-test", "yes"))
                .mount(router);
        HttpServerOptions options = new HttpServerOptions();
        SocketIoRoutes.configure(options, settings.limits().maxPayload());
        http = vertx.createHttpServer(options)
                .requestHandler(router)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** All clients lose their connections, and find it again at the same port. */
    synchronized void restart() {
        int port = port();
        stop();
        open(port);
    }

    private void stop() {
        sweep.close();
        sockets.close();
        http.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public synchronized void close() {
        stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Gateway gateway(String namespace) {
        return new Gateway() {
            @Override
            public String namespace() {
                return namespace;
            }

            @Override
            public Admission connect(ConnectRequest request) {
                return admit(request);
            }
        };
    }

    private Admission admit(ConnectRequest request) {
        if (request.namespace().equals("/closed")) {
            String token =
                    Objects.requireNonNull(Json.parseObject(request.auth()).text("token"), "no token");
            return Admission.refuse("UNAUTHORIZED", "not with " + token);
        }
        if (request.namespace().equals("/late")) {
            JudgedListener.pause(Duration.ofMillis(150));
        }
        return Admission.accept(peer -> new JudgedListener(this, peer));
    }

    /** What came, as one JSON array. */
    static String array(List<String> json) {
        return "[" + String.join(",", json) + "]";
    }
}
