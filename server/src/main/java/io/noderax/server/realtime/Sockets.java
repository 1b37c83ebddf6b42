package io.noderax.server.realtime;

import io.noderax.socketio.server.EngineSettings;
import io.noderax.socketio.server.SocketServer;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/** Makes the Socket.IO server, with its listeners on virtual threads, and sets the HTTP server to it. */
@ApplicationScoped
public class Sockets implements HttpServerOptionsCustomizer {
    private static final EngineSettings SETTINGS = EngineSettings.defaults();

    @Produces
    @Singleton
    SocketServer server(RandomGenerator chance) {
        ThreadFactory threads = Thread.ofVirtual().name("socket-", 0).factory();
        return new SocketServer(SETTINGS, task -> threads.newThread(task).start(), chance, System::nanoTime);
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        SocketIoRoutes.configure(options, SETTINGS.limits().maxPayload());
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        SocketIoRoutes.configure(options, SETTINGS.limits().maxPayload());
    }
}
