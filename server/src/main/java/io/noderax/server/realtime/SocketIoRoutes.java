package io.noderax.server.realtime;

import io.noderax.server.http.OwnPage;
import io.noderax.socketio.server.RequestHead;
import io.noderax.socketio.server.SocketServer;
import io.noderax.socketio.server.TransportError;
import io.noderax.socketio.server.WebSocketEars;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The Socket.IO endpoint as routes of a Vert.x router: brings requests and WebSockets to a {@link SocketServer}. Its handlers run on event loops. */
public final class SocketIoRoutes {
    private static final String PATH = "/socket\\.io/?";

    /** Of the connection, not of the client. */
    private static final Set<String> NOT_KEPT = Set.of(
            "accept",
            "accept-encoding",
            "cache-control",
            "connection",
            "content-length",
            "content-type",
            "pragma",
            "sec-websocket-extensions",
            "sec-websocket-key",
            "sec-websocket-version",
            "upgrade");

    private final SocketServer server;
    private final Function<RoutingContext, String> address;
    private final Map<String, String> answerHeaders;

    /**
     * @param address of the client behind a request
     * @param answerHeaders sent with every answer, that to a WebSocket's request too
     */
    public SocketIoRoutes(
            SocketServer server, Function<RoutingContext, String> address, Map<String, String> answerHeaders) {
        this.server = server;
        this.address = address;
        this.answerHeaders = Map.copyOf(answerHeaders);
    }

    /** What the HTTP server must be set to: no compression of WebSockets, which takes much memory, and the limit of their messages. */
    public static void configure(HttpServerOptions options, int maxPayload) {
        options.setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(maxPayload)
                .setMaxWebSocketMessageSize(maxPayload);
    }

    public void mount(Router router) {
        router.routeWithRegex(PATH).handler(this::route);
    }

    private void route(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        writeHeaders(request, request.response());
        RequestHead head = head(exchange);
        if ("websocket".equalsIgnoreCase(request.getHeader("upgrade"))) {
            upgrade(request, head);
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            request.resume();
            request.response().setStatusCode(204).end();
        } else if (request.method().equals(HttpMethod.POST)) {
            post(request, head);
        } else {
            poll(request, head);
        }
    }

    // --- polling ----------------------------------------------------------------------------------------------------

    private void poll(HttpServerRequest request, RequestHead head) {
        Runnable abandoned = server.poll(head, new HttpAnswer(request.response()));
        request.response().closeHandler(_ -> abandoned.run());
        request.resume();
    }

    private void post(HttpServerRequest request, RequestHead head) {
        HttpAnswer answer = new HttpAnswer(request.response());
        if ("application/octet-stream".equals(request.getHeader("content-type"))) {
            request.resume();
            answer.refuse(TransportError.BAD_REQUEST);
            return;
        }
        int most = server.settings().limits().maxPayload();
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() <= most) {
                body.appendBuffer(part);
            } else if (!request.response().ended()) {
                answer.send(413, "text/plain", "");
                request.connection().close();
            }
        });
        request.endHandler(_ -> {
            if (!request.response().ended()) {
                server.post(head, body.toString(StandardCharsets.UTF_8), answer);
            }
        });
        request.resume();
    }

    // --- WebSocket --------------------------------------------------------------------------------------------------

    private void upgrade(HttpServerRequest request, RequestHead head) {
        TransportError error = server.refusalOfWebSocket(head);
        if (error != null) {
            request.resume();
            new HttpAnswer(request.response()).refuse(error);
            return;
        }
        request.toWebSocket().onSuccess(webSocket -> open(webSocket, head));
    }

    private void open(ServerWebSocket webSocket, RequestHead head) {
        VertxLink link = new VertxLink(webSocket);
        WebSocketEars ears = server.open(head, link);
        if (ears == null) {
            link.close();
            return;
        }
        link.heardBy(ears);
    }

    // --- heads ------------------------------------------------------------------------------------------------------

    /** Who calls proves it with a token, or with a cookie from our own page: any page may ask, as the reference has it. */
    private void writeHeaders(HttpServerRequest request, HttpServerResponse response) {
        answerHeaders.forEach(response::putHeader);
        String origin = request.getHeader("origin");
        if (origin != null) {
            response.putHeader("Access-Control-Allow-Origin", origin);
        }
        response.putHeader("Access-Control-Allow-Credentials", "true").putHeader("Vary", "Origin");
        if (request.method().equals(HttpMethod.OPTIONS)) {
            response.putHeader("Access-Control-Allow-Methods", "GET,POST,OPTIONS");
            allow(request.getHeader("access-control-request-headers"), response);
        }
    }

    private static void allow(@Nullable String asked, HttpServerResponse response) {
        if (asked != null) {
            response.putHeader("Access-Control-Allow-Headers", asked);
        }
    }

    /** A proxy that changes the host says which it was. */
    private static boolean isOwnPage(HttpServerRequest request) {
        String forwarded = request.getHeader("x-forwarded-host");
        String host = forwarded == null ? request.getHeader("host") : forwarded;
        return OwnPage.isOurs(request.getHeader("origin"), host, request.getHeader(OwnPage.HEADER));
    }

    private RequestHead head(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!NOT_KEPT.contains(lower) && (!lower.equals("cookie") || isOwnPage(request))) {
                headers.merge(lower, value, (one, other) -> one + ", " + other);
            }
        });
        Map<String, String> query = new HashMap<>();
        exchange.queryParams().forEach(query::putIfAbsent);
        return new RequestHead(request.method().name(), query, headers, address.apply(exchange));
    }
}
