package io.noderax.server.realtime;

import io.noderax.protocol.session.WireHeaders;
import io.noderax.server.http.Callers;
import io.noderax.socketio.server.Gateway;
import io.noderax.socketio.server.SocketServer;
import io.noderax.socketio.server.SweepLoop;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Opens the sockets with the application and closes them with it. */
@Singleton
public class Realtime {
    /** In the answer to every handshake. */
    private static final Map<String, String> EXTENSIONS = Map.of(
            WireHeaders.EXTENSIONS,
            String.join(
                    ",", WireHeaders.CAP_TELEMETRY, WireHeaders.CAP_TERMINAL_RESUME, WireHeaders.EXT_NODE_LOCATION));

    private final SocketServer server;
    private final List<Gateway> gateways;
    private final Callers callers;
    private final SweepLoop sweep;

    Realtime(SocketServer server, @All List<Gateway> gateways, Callers callers) {
        this.server = server;
        this.gateways = gateways;
        this.callers = callers;
        this.sweep = SweepLoop.start(server);
    }

    void mount(@Observes Router router) {
        gateways.forEach(server::serve);
        new SocketIoRoutes(server, exchange -> callers.of(exchange).address(), EXTENSIONS).mount(router);
    }

    void stop(@Observes ShutdownEvent event) {
        sweep.close();
        server.close();
    }
}
