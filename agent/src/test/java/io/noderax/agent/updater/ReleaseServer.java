package io.noderax.agent.updater;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A control plane that has releases, and nothing else. */
final class ReleaseServer implements AutoCloseable {
    private static final String RELEASES = "/api/v1/agent-releases/";

    private final Path folder;
    private final HttpServer server;
    private final List<String> calls = new ArrayList<>();
    private final Set<String> hosts = new HashSet<>();
    private int answers = 200;
    private int cutAfter = Integer.MAX_VALUE;

    ReleaseServer(Path folder) {
        this.folder = folder;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Which servers it was asked for: as a proxy, not itself. */
    synchronized Set<String> hosts() {
        return Set.copyOf(hosts);
    }

    /** The next request for a release is answered so. */
    synchronized void answerOnce(int status) {
        answers = status;
    }

    /** The next image breaks off there. */
    synchronized void cutOnceAfter(int bytes) {
        cutAfter = bytes;
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String range = exchange.getRequestHeaders().getFirst("Range");
        hosts.add(exchange.getRequestHeaders().getFirst("Host"));
        calls.add(exchange.getRequestMethod() + ' ' + path + (range == null ? "" : ' ' + range));
        Path file = folder.resolve(path.replaceFirst(RELEASES, ""));
        if (answers != 200) {
            int status = answers;
            answers = 200;
            send(
                    exchange,
                    status,
                    JsonObject.of("message", "not now").toString().getBytes(StandardCharsets.UTF_8));
        } else if (path.startsWith(RELEASES) && Files.isRegularFile(file)) {
            sendFile(exchange, Files.readAllBytes(file), range, path.endsWith(".tar.gz"));
        } else {
            send(exchange, 404, "{\"message\":\"Release was not found\"}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void sendFile(HttpExchange exchange, byte[] content, @Nullable String range, boolean isImage)
            throws IOException {
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
        byte[] rest = Arrays.copyOfRange(content, from, content.length);
        if (isImage && rest.length > cutAfter) {
            exchange.sendResponseHeaders(200, rest.length);
            exchange.getResponseBody().write(rest, 0, cutAfter);
            exchange.getResponseBody().flush();
            cutAfter = Integer.MAX_VALUE;
            try {
                exchange.getResponseBody().close();
            } catch (IOException e) {
                // Less was written than announced: that is what was wanted.
            }
            exchange.close();
            return;
        }
        send(exchange, range == null ? 200 : 206, rest);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
