package io.noderax.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.noderax.protocol.log.LogFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A far side that answers each route with what the test has put there; the last answer of a route stays. */
final class TestServer implements AutoCloseable {
    record Reply(int status, String contentType, String body) {
        /** Frames of a log that ends with the last of them; every byte of the form is one character. */
        static Reply frames(LogFrame... frames) {
            StringBuilder text = new StringBuilder();
            for (LogFrame frame : frames) {
                ByteBuffer form = ByteBuffer.allocate(frame.size());
                frame.writeTo(form);
                text.append(new String(form.array(), StandardCharsets.ISO_8859_1));
            }
            return new Reply(200, LogFrame.MEDIA_TYPE, text.toString());
        }

        byte[] bytes() {
            return body.getBytes(
                    contentType.equals(LogFrame.MEDIA_TYPE) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        }
    }

    private final HttpServer server;
    private final Map<String, List<Reply>> replies = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();

    TestServer() {
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

    /** The route is method and path, without the query. */
    TestServer on(String route, int status, String body) {
        return on(route, new Reply(status, "application/json", body));
    }

    synchronized TestServer on(String route, Reply reply) {
        replies.computeIfAbsent(route, _ -> new ArrayList<>()).add(reply);
        return this;
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        String route =
                exchange.getRequestMethod() + ' ' + exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI() + (body.isEmpty() ? "" : ' ' + body));
        List<Reply> planned = replies.getOrDefault(
                route, List.of(new Reply(404, "application/json", "{\"message\":\"Cannot " + route + "\"}")));
        Reply reply = planned.size() > 1 ? planned.removeFirst() : planned.getFirst();
        byte[] bytes = reply.bytes();
        exchange.getResponseHeaders().set("content-type", reply.contentType());
        try (exchange) {
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
