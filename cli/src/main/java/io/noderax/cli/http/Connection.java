package io.noderax.cli.http;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.socketio.client.SocketClient;
import io.noderax.socketio.client.SocketConnector;
import io.noderax.socketio.client.SocketFailed;
import io.noderax.socketio.client.SocketOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Calls one server with one operator's token; the calls block. Safe for several threads.
 *
 * <p>Nothing is retried here: who follows a task retries, everybody else tells the operator.
 */
public final class Connection {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client;
    private final ServerAddress server;
    private final @Nullable Path authority;
    private final Supplier<@Nullable String> token;
    private final SecureRandom chance = new SecureRandom();

    /**
     * @param authority a file of certificates to trust besides the system's; null: none
     * @param token asked for each call, because a local server's token changes while we live; null: anonymous
     * @throws IllegalArgumentException when that file cannot be used
     */
    public Connection(ServerAddress server, @Nullable Path authority, Supplier<@Nullable String> token) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT);
        this.client = (authority == null ? builder : builder.sslContext(ExtraAuthority.tls(authority))).build();
        this.server = server;
        this.authority = authority;
        this.token = token;
    }

    public static Connection anonymous(ServerAddress server, @Nullable Path authority) {
        return new Connection(server, authority, () -> null);
    }

    /** The file of certificates that are trusted besides the system's; null: none. */
    public @Nullable Path authority() {
        return authority;
    }

    public ServerAddress server() {
        return server;
    }

    /**
     * Gets one message.
     *
     * @throws CallFailed whatever goes wrong
     */
    public <T> Received<T> get(Query query, Function<Fields, T> form) {
        return one(send(request(query.toString()).GET()), form);
    }

    /** Gets a list of messages. */
    public <T> List<Received<T>> getAll(Query query, Function<Fields, T> form) {
        HttpResponse<String> response = send(request(query.toString()).GET());
        return understood(
                response,
                body -> Json.parseObjects(body).stream()
                        .map(object -> Received.read(object, form))
                        .toList());
    }

    /** Posts a message and reads the answer. */
    public <T> Received<T> post(Query query, JsonMessage message, Function<Fields, T> form) {
        HttpRequest.BodyPublisher body =
                HttpRequest.BodyPublishers.ofString(message.toJson().toString());
        return one(
                send(request(query.toString())
                        .header("content-type", "application/json")
                        .POST(body)),
                form);
    }

    /** Gets bytes of the type. */
    public ReceivedBytes getBytes(Query query, String type) {
        HttpRequest.Builder request =
                request(query.toString()).setHeader("accept", type).GET();
        HttpResponse<byte[]> response = send(request, HttpResponse.BodyHandlers.ofByteArray());
        String sent = response.headers().firstValue("content-type").orElse("something without a type");
        if (isGood(response) && sent.startsWith(type)) {
            return new ReceivedBytes(response);
        }
        throw new CallFailed(server, failure(response.statusCode(), sent, text(response), retryAfter(response)));
    }

    /** Deletes what the path names. */
    public void delete(Query query) {
        send(request(query.toString()).DELETE());
    }

    /** What the server says about itself: {@code GET /health}, outside of the API's prefix. */
    public JsonObject health() {
        return understood(send(request("/health").GET()), Json::parseObject);
    }

    /**
     * Opens a socket in a namespace of the server. Blocks.
     *
     * @param shown the token to show there; null: the operator's
     */
    public SocketClient socket(String namespace, @Nullable String shown) throws SocketFailed {
        SSLSocketFactory tls =
                authority == null ? null : ExtraAuthority.tls(authority).getSocketFactory();
        String bearer = shown == null ? token.get() : shown;
        SocketOptions options = SocketOptions.of(URI.create(server + "/socket.io/"), namespace)
                .withAuth(JsonObject.of("token", bearer).toString());
        return SocketClient.connect(options, new SocketConnector(tls, null), chance);
    }

    /** Whether it answers {@code GET /health/ready} with {@code "ready":true}. */
    public boolean isReady() {
        try {
            return Boolean.TRUE.equals(understood(send(request("/health/ready").GET()), Json::parseObject)
                    .get("ready"));
        } catch (CallFailed e) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.uri().resolve(server.uri().getRawPath() + path))
                .timeout(REQUEST_TIMEOUT)
                .header("accept", "application/json");
        String bearer = token.get();
        return bearer == null ? request : request.header("authorization", "Bearer " + bearer);
    }

    private <T> Received<T> one(HttpResponse<String> response, Function<Fields, T> form) {
        return understood(response, body -> Received.read(Json.parseObject(body), form));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
        if (!isGood(response)) {
            throw new CallFailed(
                    server, failure(response.statusCode(), kind(response), response.body(), retryAfter(response)));
        }
        return response;
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (IOException e) {
            throw new CallFailed(server, new Failure.Unreachable(why(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed(server, new Failure.Unreachable("interrupted"), e);
        }
    }

    private static boolean isGood(HttpResponse<?> response) {
        return response.statusCode() >= 200 && response.statusCode() <= 299;
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private <T> T understood(HttpResponse<String> response, Function<String, T> reading) {
        try {
            return reading.apply(response.body());
        } catch (JsonException e) {
            throw new CallFailed(server, new Failure.Foreign(response.statusCode(), kind(response)), e);
        } catch (InvalidFields e) {
            String what = "a message that this command line does not understand (" + e.getMessage() + ")";
            throw new CallFailed(server, new Failure.Foreign(response.statusCode(), what), e);
        }
    }

    private static Failure failure(int status, String kind, String body, @Nullable Duration retryAfter) {
        try {
            String message = Json.parseObject(body).text("message");
            return new Failure.Refused(status, message == null ? "no reason given" : message, retryAfter);
        } catch (JsonException e) {
            return new Failure.Foreign(status, kind);
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        String seconds = response.headers().firstValue("retry-after").orElse("");
        return seconds.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private static String kind(HttpResponse<String> response) {
        String type = response.headers().firstValue("content-type").orElse("something without a type");
        return type.startsWith("application/json") ? "broken JSON" : type.replaceFirst(";.*", "");
    }

    private static String why(IOException e) {
        return switch (e) {
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException refused
            when refused.getCause() instanceof UnresolvedAddressException -> "its name cannot be resolved";
            case ConnectException _ -> "connection refused";
            case SSLException tls ->
                "TLS: " + tls.getMessage() + "; the certificate of a private authority goes into NODERAX_CA";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
