package io.noderax.testkit.network;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** One connection of a client: one request, one answer, then its end. A request to upgrade makes it a tunnel. */
final class Relay implements Runnable {
    /** Where requests go, and what is done to all of them. */
    record Way(int port, Set<String> hiddenHeaders, Set<String> hiddenRoutes, Relayed.Witness witness) {}

    private final Socket client;
    private final Way way;
    private final Link link;
    private final Executor threads;

    Relay(Socket client, Way way, Link link, Executor threads) {
        this.client = client;
        this.way = way;
        this.link = link;
        this.threads = threads;
    }

    @Override
    public void run() {
        link.opened(client);
        try {
            InputStream in = new BufferedInputStream(client.getInputStream());
            HttpHead head = HttpHead.read(in);
            if (head != null) {
                serve(head, HttpBody.ofRequest(head, in), in);
            }
        } catch (IOException e) {
            // Either side has gone, which a link in trouble is made for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            link.closed(client);
            Sockets.close(client);
        }
    }

    private void serve(HttpHead head, byte[] body, InputStream in) throws IOException, InterruptedException {
        switch (link.fate(head.path())) {
            case Fate.Lost _ -> {
                link.counts.lostRequests.increment();
                Sockets.reset(client);
            }
            case Fate.Replaced(int status) -> {
                link.counts.replaced.increment();
                answer(
                        status,
                        "text/html",
                        "<!doctype html><title>Sign in to the network</title><h1>" + status + "</h1>");
            }
            case Fate.Passed passed -> {
                if (way.hiddenRoutes().stream().anyMatch(head.path()::endsWith)) {
                    String message = "{\"statusCode\":404,\"message\":\"Cannot " + head.method() + "\"}";
                    answer(404, "application/json", message);
                } else {
                    new Forwarding(client, way, link, threads).forward(head, body, in, passed);
                }
            }
        }
    }

    private void answer(int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        HttpHead head = new HttpHead("HTTP/1.1 " + status + " Instead", List.of())
                .with("Content-Type", type)
                .with("Content-Length", Integer.toString(body.length))
                .with("Connection", "close");
        OutputStream out = client.getOutputStream();
        out.write(head.bytes());
        out.write(body);
        out.flush();
    }
}
