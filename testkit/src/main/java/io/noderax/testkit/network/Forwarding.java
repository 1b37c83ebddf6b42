package io.noderax.testkit.network;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Executor;

/** Takes one request to the server and its answer back, as its fate has it. */
final class Forwarding {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection:", "keep-alive:", "transfer-encoding:", "content-length:");

    private final Socket client;
    private final Relay.Way way;
    private final Link link;
    private final Executor threads;

    Forwarding(Socket client, Relay.Way way, Link link, Executor threads) {
        this.client = client;
        this.way = way;
        this.link = link;
        this.threads = threads;
    }

    void forward(HttpHead head, byte[] body, InputStream in, Fate.Passed fate)
            throws IOException, InterruptedException {
        PauseLoop.pause(fate.before());
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), way.port())) {
            link.opened(server);
            try {
                boolean tunnel = head.field("upgrade") != null;
                send(head, body, tunnel, server);
                threads.execute(() -> follow(in, server, tunnel));
                receive(head, body, server, fate);
            } finally {
                link.closed(server);
            }
        }
    }

    private void send(HttpHead head, byte[] body, boolean tunnel, Socket server) throws IOException {
        HttpHead sent = head.without(way.hiddenHeaders());
        if (!tunnel) {
            sent = sent.without(OF_THE_CONNECTION)
                    .with("Content-Length", Integer.toString(body.length))
                    .with("Connection", "close");
        }
        OutputStream out = server.getOutputStream();
        out.write(sent.bytes());
        out.write(body);
        out.flush();
    }

    /** Passes on what the client still sends through a tunnel, and its end: a server must see that its client has gone. */
    private void follow(InputStream in, Socket server, boolean tunnel) {
        try {
            byte[] bytes = new byte[8192];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                link.awaitMoving();
                if (tunnel) {
                    server.getOutputStream().write(bytes, 0, count);
                }
            }
            link.awaitMoving();
        } catch (IOException e) {
            // Ends as a regular end does.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Sockets.close(server);
    }

    private void receive(HttpHead request, byte[] body, Socket server, Fate.Passed fate)
            throws IOException, InterruptedException {
        InputStream answer = new BufferedInputStream(server.getInputStream());
        HttpHead head = HttpHead.read(answer);
        if (head == null) {
            return;
        }
        if (!fate.after().isZero()) {
            link.counts.delayed.increment();
            PauseLoop.pause(fate.after());
        }
        byte[] first = head.without(way.hiddenHeaders()).bytes();
        switch (fate.way()) {
            case WHOLE -> {
                pass(first, answer);
                way.witness().saw(new Relayed(request, new String(body, StandardCharsets.UTF_8), head.status()));
            }
            case LOST -> {
                answer.transferTo(OutputStream.nullOutputStream());
                link.counts.lostAnswers.increment();
                Sockets.reset(client);
            }
            case HALF -> half(first, answer);
        }
    }

    private void pass(byte[] first, InputStream answer) throws IOException, InterruptedException {
        OutputStream out = client.getOutputStream();
        link.awaitMoving();
        out.write(first);
        byte[] bytes = new byte[16 * 1024];
        for (int count = answer.read(bytes); count >= 0; count = answer.read(bytes)) {
            link.awaitMoving();
            out.write(bytes, 0, count);
        }
        out.flush();
    }

    private void half(byte[] first, InputStream answer) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(first);
        answer.transferTo(whole);
        link.counts.halfClosed.increment();
        client.getOutputStream().write(whole.toByteArray(), 0, whole.size() / 2);
        client.shutdownOutput();
        client.setSoTimeout(60_000);
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
}
