package io.noderax.agent.controlplane;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, one answer, within a time; nothing is tried twice here. Safe for any number of threads.
 *
 * <p>{@code HttpURLConnection}, because {@code java.net.http} costs a small daemon 30 MB.
 */
final class HttpTransport {
    static {
        System.setProperty("sun.net.http.retryPost", "false");
        // Basic is off for tunnels by default; without it a proxy that wants a password cannot be used for https.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        SystemTls.prepare();
    }

    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final ProxyEnvironment proxies;
    private final @Nullable SSLSocketFactory tls;
    private final String userAgent;
    private final Set<HttpURLConnection> open = ConcurrentHashMap.newKeySet();

    HttpTransport(ProxyEnvironment proxies, @Nullable SSLSocketFactory tls, String userAgent) {
        this.proxies = proxies;
        this.tls = tls;
        this.userAgent = userAgent;
    }

    /** What to send. */
    record Request(
            String method,
            URI address,
            Map<String, String> headers,
            @Nullable HttpBody body,
            @Nullable Breaker breaker) {}

    /**
     * Sends and reads the whole answer.
     *
     * @param connectWithin for the connection alone
     * @param within for the whole exchange
     */
    HttpReply exchange(Request request, Duration connectWithin, Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        HttpURLConnection connection = connect(request, connectWithin, within);
        open.add(connection);
        Breaker breaker = request.breaker();
        try {
            if (breaker != null) {
                breaker.holds(connection);
            }
            send(connection, request);
            return HttpReply.read(connection, deadline);
        } catch (IOException | RuntimeException e) {
            connection.disconnect();
            throw e;
        } finally {
            open.remove(connection);
            if (breaker != null) {
                breaker.holds(null);
            }
        }
    }

    /**
     * Copies the content of a success, which has to be what was asked for: a part where a range was, else all.
     *
     * @param within for the connection, and for each piece of the content
     */
    void download(Request request, Duration within, OutputStream into) throws IOException {
        HttpURLConnection connection = connect(request, within, within);
        open.add(connection);
        try {
            int wanted = request.headers().containsKey("Range") ? PARTIAL : OK;
            int status = connection.getResponseCode();
            if (status != wanted) {
                throw new DownloadRefused(status, HttpReply.firstWords(connection));
            }
            long announced = connection.getContentLengthLong();
            try (InputStream in = connection.getInputStream()) {
                long copied = in.transferTo(into);
                if (announced >= 0 && copied < announced) {
                    throw new IOException("the connection ended in the middle");
                }
            }
        } catch (IOException | RuntimeException e) {
            connection.disconnect();
            throw e;
        } finally {
            open.remove(connection);
        }
    }

    /** Looks at the breaker once there is a connection: used before, it is seen here; used later, it ends the connection. */
    private static void send(HttpURLConnection connection, Request request) throws IOException {
        HttpBody body = request.body();
        if (body == null) {
            connection.connect();
        } else {
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.bytes());
            }
        }
        Breaker breaker = request.breaker();
        if (breaker != null && breaker.isBroken()) {
            throw new IOException("the call was broken off");
        }
    }

    /** Ends every exchange that is under way; each fails as if the connection had broken. */
    void abort() {
        for (HttpURLConnection connection : open) {
            connection.disconnect();
        }
    }

    private HttpURLConnection connect(Request request, Duration connectWithin, Duration within) throws IOException {
        URL url = request.address().toURL();
        ProxyEnvironment.Route route = proxies.routeTo(request.address());
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(route.proxy());
        connection.setRequestMethod(request.method());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(millis(connectWithin));
        connection.setReadTimeout(millis(within));
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty("User-Agent", userAgent);
        HttpBody body = request.body();
        if (body != null) {
            connection.setRequestProperty("Content-Type", body.mediaType());
            if (body.encoding() != null) {
                connection.setRequestProperty("Content-Encoding", body.encoding());
            }
        }
        request.headers().forEach(connection::setRequestProperty);
        Authenticator authenticator = route.authenticator();
        if (authenticator != null) {
            connection.setAuthenticator(authenticator);
        }
        if (tls != null && connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(tls);
        }
        return connection;
    }

    private static int millis(Duration duration) {
        return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
    }
}
