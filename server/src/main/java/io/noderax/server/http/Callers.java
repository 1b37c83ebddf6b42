package io.noderax.server.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Finds the client of the request that the current thread works for. */
@Singleton
public class Callers {
    private final CurrentVertxRequest request;
    private final TrustedProxies proxies;

    Callers(CurrentVertxRequest request, TrustedProxies proxies) {
        this.request = request;
        this.proxies = proxies;
    }

    /** To be called on the request's own thread, before its answer. */
    public Caller current() {
        return of(request.getCurrent());
    }

    /** The client of an exchange that no REST resource answers. */
    public Caller of(RoutingContext exchange) {
        return Caller.of(exchange, proxies);
    }
}
