package io.noderax.server.realtime;

import io.noderax.socketio.server.PollingAnswer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;

/** Answers a request on its own event loop, later than the call that has the answer. */
final class HttpAnswer implements PollingAnswer {
    private final HttpServerResponse response;
    private final Context context;

    /** To be made on the event loop. */
    HttpAnswer(HttpServerResponse response) {
        this.response = response;
        this.context = Objects.requireNonNull(Vertx.currentContext());
    }

    @Override
    public void send(int status, String contentType, String body) {
        context.runOnContext(_ -> {
            if (!response.ended() && !response.closed()) {
                response.setStatusCode(status)
                        .putHeader("Content-Type", contentType)
                        .putHeader("Cache-Control", "no-store")
                        .end(body);
            }
        });
    }
}
