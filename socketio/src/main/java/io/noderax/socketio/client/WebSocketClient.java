package io.noderax.socketio.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A WebSocket of RFC 6455, the client's side, on a blocking socket. One thread reads; any thread may send and close. */
public final class WebSocketClient implements AutoCloseable {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int BUFFER = 4096;

    private final Socket socket;
    private final HttpAnswer answer;
    private final FrameReader reader;
    private final FrameWriter writer;

    private WebSocketClient(Socket socket, InputStream in, HttpAnswer answer, int largest, RandomGenerator chance)
            throws IOException {
        this.socket = socket;
        this.answer = answer;
        this.writer = new FrameWriter(socket, chance);
        this.reader = new FrameReader(socket, in, writer, largest);
    }

    /** Connects and shakes hands. Blocks. */
    public static WebSocketClient open(WebSocketRequest request, Connector connector, RandomGenerator chance)
            throws SocketFailed {
        long deadline = System.nanoTime() + request.within().toNanos();
        Socket socket = null;
        try {
            socket = connector.connect(WebSocketRequest.usable(request.address()), request.within());
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            HttpAnswer answer = shakeHands(socket, in, request, chance, deadline);
            return new WebSocketClient(socket, in, answer, request.largestMessage(), chance);
        } catch (IOException e) {
            closeQuietly(socket);
            throw SocketFailed.of(e);
        } catch (RuntimeException e) {
            closeQuietly(socket);
            throw e;
        }
    }

    private static HttpAnswer shakeHands(
            Socket socket, InputStream in, WebSocketRequest request, RandomGenerator chance, long deadline)
            throws IOException {
        byte[] nonce = new byte[16];
        chance.nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put("Connection", "Upgrade");
        headers.put("Upgrade", "websocket");
        headers.put("Sec-WebSocket-Version", "13");
        headers.put("Sec-WebSocket-Key", key);
        String head = WebSocketRequest.head(request.address(), headers);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        HttpAnswer answer = HttpAnswer.readHead(socket, in, deadline);
        if (answer.status() != 101) {
            throw new SocketFailed(new Failure.HttpRefused(answer.status(), answer.headers()));
        }
        if (!accepted(key).equals(answer.headers().get("sec-websocket-accept"))) {
            throw SocketFailed.broken("Sec-WebSocket-Accept does not fit the key");
        }
        return answer;
    }

    private static String accepted(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** The headers of the answer to the handshake, with names in lower case. */
    public Map<String, String> answerHeaders() {
        return answer.headers();
    }

    /**
     * The next message. Blocks; answers pings meanwhile.
     *
     * @param wakeAt of {@link System#nanoTime}: when nothing has begun to come until then, the answer is null
     * @param deadline when what has begun must be complete
     * @throws SocketFailed when the connection has ended, in order or not
     */
    public @Nullable WebSocketMessage read(long wakeAt, long deadline) throws SocketFailed {
        try {
            return reader.read(wakeAt, deadline);
        } catch (IOException e) {
            SocketFailed failed = SocketFailed.of(e);
            if (failed.failure() instanceof Failure.ProtocolBroken) {
                close(1002, "");
            }
            closeQuietly(socket);
            throw failed;
        }
    }

    public void send(String text) throws SocketFailed {
        send(FrameWriter.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] binary) throws SocketFailed {
        send(FrameWriter.BINARY, binary);
    }

    /** Asks for a pong, which {@link #read} takes silently. */
    public void ping() throws SocketFailed {
        send(FrameWriter.PING, new byte[0]);
    }

    private void send(int opcode, byte[] payload) throws SocketFailed {
        try {
            writer.write(opcode, payload);
        } catch (IOException e) {
            throw SocketFailed.of(e);
        }
    }

    /** Says goodbye, if the other side takes it soon, and closes. Whoever reads fails then. */
    public void close(int code, String reason) {
        writer.sayGoodbye(code, reason);
        closeQuietly(socket);
    }

    @Override
    public void close() {
        close(1000, "");
    }

    private static void closeQuietly(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException _) {
            // There is nothing left to be done with it.
        }
    }
}
