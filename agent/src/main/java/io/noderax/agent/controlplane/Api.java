package io.noderax.agent.controlplane;

import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The server's JSON API as calls that never throw: whatever happens is an {@link Answer}. Safe for any number of threads. */
public final class Api {
    /** The header that names the node. */
    static final String NODE_ID = "x-agent-node-id";

    private static final String BASE_PATH = "/api/v1";
    private static final int SHOWN_CHARACTERS = 300;

    private final String base;
    private final HttpTransport transport;
    private final Duration requestTimeout;
    private final RetryAfter retryAfter;
    private final Listener listener;

    /** Hears what comes of every call. */
    private interface Listener {
        /** @param reply null when none came */
        void heard(Call call, @Nullable HttpReply reply, Answer<?> answer);
    }

    /** Where the server is and how to get there. */
    public record Address(
            URI url, ProxyEnvironment proxies, @Nullable SSLSocketFactory tls, String userAgent) {}

    public Api(Address address, Duration requestTimeout, Clock clock) {
        this(address, requestTimeout, clock, (_, _, _) -> {});
    }

    /** With ears for what the server says in the headers of its answers. */
    public Api(
            Address address, Duration requestTimeout, Clock clock, ServerExtensions extensions, ServerContact contact) {
        this(address, requestTimeout, clock, (call, reply, answer) -> {
            contact.heard(call, reply, answer);
            if (reply != null) {
                extensions.heard(reply, isTheApis(answer) && call.isOfANode());
            }
        });
    }

    private Api(Address address, Duration requestTimeout, Clock clock, Listener listener) {
        String url = address.url().toString();
        this.base = url.endsWith(BASE_PATH) ? url : url + BASE_PATH;
        this.transport = new HttpTransport(address.proxies(), address.tls(), address.userAgent());
        this.requestTimeout = requestTimeout;
        this.retryAfter = new RetryAfter(clock);
        this.listener = listener;
    }

    /**
     * What to ask.
     *
     * @param path after the base path; shown in sentences, so never with a secret in it
     * @param shownPath the same for the log, where a secret is left out
     * @param holdFor how long the server may hold the answer, on top of the request's own time
     * @param breaker what can end the call from outside; null when nothing needs to
     */
    record Call(
            String method,
            String path,
            String shownPath,
            Map<String, String> headers,
            @Nullable HttpBody body,
            Duration holdFor,
            @Nullable Breaker breaker) {
        /** Whether it carries a node's identity: only such calls are certainly answered with the server's extensions. */
        boolean isOfANode() {
            return headers.containsKey(NODE_ID);
        }

        static Call get(String path, Map<String, String> headers) {
            return new Call("GET", path, path, headers, null, Duration.ZERO, null);
        }

        static Call post(String path, Map<String, String> headers, JsonMessage body) {
            return post(path, headers, HttpBody.json(body));
        }

        static Call post(String path, Map<String, String> headers, HttpBody body) {
            return new Call("POST", path, path, headers, body, Duration.ZERO, null);
        }

        /** The same, which the server may hold. */
        Call holding(Duration holdFor, @Nullable Breaker breaker) {
            return new Call(method, path, shownPath, headers, body, holdFor, breaker);
        }
    }

    /** Makes the call and reads the answer's object; the reader may throw {@link InvalidFields}. */
    <T> Answer<T> call(Call call, Function<JsonObject, T> reader) {
        try {
            HttpReply reply = transport.exchange(
                    new HttpTransport.Request(
                            call.method(), URI.create(base + call.path()), call.headers(), call.body(), call.breaker()),
                    requestTimeout,
                    requestTimeout.plus(call.holdFor()));
            Answer<T> answer = understand(call, reply, reader);
            listener.heard(call, reply, answer);
            return answer;
        } catch (IOException | IllegalArgumentException e) {
            Answer<T> answer = new Answer.Unreachable<>(FailureKind.of(e), unreachable(e));
            if (call.breaker() == null || !call.breaker().isBroken()) {
                listener.heard(call, null, answer);
            }
            return answer;
        }
    }

    /**
     * Copies the content at a path from that offset on; takes as long as the connection goes on.
     *
     * @throws DownloadRefused when the answer is no success
     */
    void download(String path, long offset, OutputStream into) throws IOException {
        Map<String, String> headers = offset == 0 ? Map.of() : Map.of("Range", "bytes=" + offset + '-');
        transport.download(
                new HttpTransport.Request("GET", URI.create(base + path), headers, null, null), requestTimeout, into);
    }

    /** Ends every call that is under way; each is then {@link Answer.Unreachable}. */
    public void abort() {
        transport.abort();
    }

    /** A success, or a 404 in the API's form: that of a server which does not have the route. */
    private static boolean isTheApis(Answer<?> answer) {
        return answer instanceof Answer.Ok<?> || (answer instanceof Answer.Refused<?> no && no.status() == 404);
    }

    private <T> Answer<T> understand(Call call, HttpReply reply, Function<JsonObject, T> reader) {
        int status = reply.status();
        if (status == 429 || (status == 503 && reply.head().retryAfter() != null)) {
            return new Answer.Throttled<>(retryAfter.read(reply.head().retryAfter()));
        }
        if (status >= 500) {
            return new Answer.Broken<>(status, message(reply));
        }
        if (status >= 300 && status < 400) {
            return notTheApi(
                    call,
                    reply,
                    "a redirect"
                            + (reply.head().location() == null
                                    ? ""
                                    : " to " + reply.head().location()));
        }
        if (status >= 400 && reply.body().isEmpty()) {
            return new Answer.Refused<>(status, "without a reason");
        }
        JsonObject object;
        try {
            object = Json.parseObject(reply.body());
        } catch (JsonException e) {
            return notTheApi(call, reply, "no JSON object");
        }
        if (status >= 400) {
            return new Answer.Refused<>(status, message(reply));
        }
        try {
            return new Answer.Ok<>(reader.apply(object));
        } catch (InvalidFields e) {
            return notTheApi(call, reply, "JSON of another kind: " + shortened(e.getMessage()));
        }
    }

    private <T> Answer<T> notTheApi(Call call, HttpReply reply, String what) {
        String type = reply.head().contentType() == null
                ? "no content type"
                : "content type " + reply.head().contentType();
        return new Answer.NotTheApi<>(base + call.shownPath() + " answered status " + reply.status() + " with " + type
                + ", " + what + "; check that api_url names a noderax control plane and no other page");
    }

    private String unreachable(Exception e) {
        String reason = switch (e) {
            case UnknownHostException _ -> "its name cannot be resolved";
            case SocketTimeoutException _ -> "no answer in time";
            case ConnectException connect -> String.valueOf(connect.getMessage());
            case SSLException tls ->
                "TLS failed: " + tls.getMessage() + "; a private authority goes into api_tls_ca_file";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
        return "cannot reach " + base + ": " + shortened(reason)
                + "; check api_url, the network and that the control plane runs";
    }

    /** The {@code message} of an error body (wire contract, 0.2), else the start of the text. */
    private static String message(HttpReply reply) {
        if (reply.body().isEmpty()) {
            return "without a reason";
        }
        try {
            JsonObject body = Json.parseObject(reply.body());
            Object message = body.get("message") == null ? body.get("error") : body.get("message");
            return shortened(String.valueOf(message));
        } catch (JsonException e) {
            String type = reply.head().contentType();
            return "(" + (type == null ? "no content type" : type) + ", no JSON)";
        }
    }

    private static String shortened(@Nullable String text) {
        if (text == null) {
            return "without a reason";
        }
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
