package io.noderax.server.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** The client at the other end of one request: whether it has gone, and whether it got the whole answer. */
public final class Caller {
    private final RoutingContext exchange;

    private Caller(RoutingContext exchange) {
        this.exchange = exchange;
    }

    public static Caller of(RoutingContext exchange) {
        return new Caller(exchange);
    }

    /** Runs the action once, on an I/O thread, if the client closes its connection before the answer is written. */
    public void onGone(Runnable action) {
        exchange.addEndHandler(ended -> {
            if (ended.failed()) {
                action.run();
            }
        });
    }

    /** Whether the connection is closed already, so that no answer can reach the client. */
    public boolean isGone() {
        return exchange.response().closed();
    }

    /** The address that the connection comes from. */
    public String address() {
        HttpServerRequest request = exchange.request();
        return request.remoteAddress() == null
                ? "unknown"
                : request.remoteAddress().host();
    }
}
