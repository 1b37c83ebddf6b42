package io.noderax.socketio.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server of one connection that says what a test wants, byte for byte, and keeps what it was sent. */
final class FarSide implements AutoCloseable {
    /** What it does with the connection. */
    interface Script {
        void play(Socket socket, DataInputStream in) throws IOException;
    }

    private final ServerSocket listening;
    private final CompletableFuture<Void> played = new CompletableFuture<>();

    private FarSide(ServerSocket listening) {
        this.listening = listening;
    }

    static FarSide playing(Script script) throws IOException {
        FarSide side = new FarSide(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(() -> side.play(script));
        return side;
    }

    /** Shakes hands first. */
    static FarSide webSocket(Script script) throws IOException {
        return playing((socket, in) -> {
            String head = readHead(in);
            String key = head.replaceFirst("(?s).*Sec-WebSocket-Key: ([^\r]*).*", "$1");
            write(
                    socket,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-One: 1\r\n"
                            + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n");
            script.play(socket, in);
        });
    }

    private void play(Script script) {
        try (Socket socket = listening.accept()) {
            script.play(socket, new DataInputStream(socket.getInputStream()));
            played.complete(null);
        } catch (IOException | RuntimeException | Error e) {
            played.completeExceptionally(e);
        }
    }

    URI address() {
        return URI.create("ws://127.0.0.1:" + listening.getLocalPort() + "/x?y=1");
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Blocks until the script is over, and fails if it did. */
    void finish() {
        played.orTimeout(20, TimeUnit.SECONDS).join();
    }

    static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.read());
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static void frame(Socket socket, int first, String payload) throws IOException {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(new byte[] {(byte) first, (byte) bytes.length});
        socket.getOutputStream().write(bytes);
    }

    /** One masked frame: its first byte as hexadecimal digits, and its payload. */
    static String readFrame(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if ((second & 0x80) == 0) {
            throw new IOException("not masked");
        }
        long length = second & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        for (int at = 0; at < payload.length; at++) {
            payload[at] ^= mask[at & 3];
        }
        return Integer.toHexString(first) + " " + new String(payload, StandardCharsets.UTF_8);
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
