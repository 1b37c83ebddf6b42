package io.noderax.server.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The client at the other end of one request: whether it has gone, and whether it got the whole answer. */
public final class Caller {
    private static final int LONGEST_NAME = 500;
    private static final String PRINCIPAL = "noderax.principal";

    private final RoutingContext exchange;
    private final TrustedProxies proxies;

    private Caller(RoutingContext exchange, TrustedProxies proxies) {
        this.exchange = exchange;
        this.proxies = proxies;
    }

    static Caller of(RoutingContext exchange, TrustedProxies proxies) {
        return new Caller(exchange, proxies);
    }

    /** Remembers who has proved to be the caller. */
    public void actsAs(Principal principal) {
        exchange.put(PRINCIPAL, principal);
    }

    /** Who has proved to be the caller; null when nobody has. */
    public @Nullable Principal principal() {
        return exchange.get(PRINCIPAL);
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

    /** The address that the request comes from; behind trusted proxies, the one that they name. */
    public String address() {
        HttpServerRequest request = exchange.request();
        if (request.remoteAddress() == null) {
            return "unknown";
        }
        String forwarded = String.join(",", request.headers().getAll("x-forwarded-for"));
        return proxies.client(request.remoteAddress().hostAddress(), forwarded.isEmpty() ? null : forwarded);
    }

    /** What the client calls itself, at most 500 characters of it. */
    public @Nullable String userAgent() {
        String agent = exchange.request().getHeader("user-agent");
        return agent == null || agent.length() <= LONGEST_NAME ? agent : agent.substring(0, LONGEST_NAME);
    }
}
