package io.noderax.system;

import io.noderax.testkit.network.HttpBody;
import io.noderax.testkit.network.HttpHead;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection that sends any bytes as a request, opened again when the server has closed it. One thread. */
final class RawConnection implements AutoCloseable {
    /** @param status 0 when the server has closed the connection without an answer */
    record Received(int status, String body) {}

    private final int port;
    private Socket socket;
    private InputStream in;

    RawConnection(int port) {
        this.port = port;
    }

    Received exchange(byte[] request, boolean isHead, Duration longest) throws IOException {
        boolean fresh = socket == null;
        try {
            Received received = tried(request, isHead, longest);
            if (received.status() != 0 || fresh) {
                return received;
            }
        } catch (java.net.SocketException e) {
            if (fresh) {
                close();
                return new Received(0, String.valueOf(e.getMessage()));
            }
        }
        close();
        return exchange(request, isHead, longest);
    }

    private Received tried(byte[] request, boolean isHead, Duration longest) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.setSoTimeout(Math.toIntExact(longest.toMillis()));
        socket.getOutputStream().write(request);
        HttpHead head = HttpHead.read(in);
        if (head == null) {
            close();
            return new Received(0, "");
        }
        byte[] body = HttpBody.ofAnswer(head, !isHead, in);
        if ("close".equalsIgnoreCase(head.field("connection"))) {
            close();
        }
        return new Received(head.status(), new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
