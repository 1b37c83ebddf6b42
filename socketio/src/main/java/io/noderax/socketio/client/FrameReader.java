package io.noderax.socketio.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads frames of a server and puts messages together from them. One thread. */
final class FrameReader {
    private static final int CONTINUATION = 0;
    private static final int LARGEST_CONTROL = 125;

    private final Socket socket;
    private final DataInputStream in;
    private final FrameWriter writer;
    private final int largest;
    private @Nullable ByteArrayOutputStream fragments;
    private int fragmentedOpcode;

    FrameReader(Socket socket, InputStream in, FrameWriter writer, int largest) {
        this.socket = socket;
        this.in = new DataInputStream(in);
        this.writer = writer;
        this.largest = largest;
    }

    @Nullable
    WebSocketMessage read(long wakeAt, long deadline) throws IOException {
        while (true) {
            int first = firstByte(wakeAt);
            if (first < 0) {
                return null;
            }
            // Between two of its bytes, as for all socket timeouts: a frame that trickles in may take longer.
            socket.setSoTimeout(SocketConnector.millisUntil(deadline));
            WebSocketMessage message = frame(first, in.readUnsignedByte());
            if (message != null) {
                return message;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new SocketTimeoutException("a message that has begun does not end");
            }
        }
    }

    /** Minus one when nothing comes in time. */
    private int firstByte(long wakeAt) throws IOException {
        socket.setSoTimeout(SocketConnector.millisUntil(wakeAt));
        try {
            return in.readUnsignedByte();
        } catch (SocketTimeoutException _) {
            return -1;
        }
    }

    private @Nullable WebSocketMessage frame(int first, int second) throws IOException {
        int opcode = first & 0x0f;
        boolean isFinal = (first & 0x80) != 0;
        if ((first & 0x70) != 0 || (second & 0x80) != 0) {
            throw SocketFailed.broken("a server's frame must be plain and without a mask");
        }
        byte[] payload = in.readNBytes(length(second));
        if (opcode >= FrameWriter.CLOSE) {
            control(opcode, isFinal, payload);
            return null;
        }
        return data(opcode, isFinal, payload);
    }

    private int length(int second) throws IOException {
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        int collected = fragments == null ? 0 : fragments.size();
        if (length < 0 || length > largest - collected) {
            throw SocketFailed.broken("a message may have at most " + largest + " bytes");
        }
        return (int) length;
    }

    private @Nullable WebSocketMessage data(int opcode, boolean isFinal, byte[] payload) throws IOException {
        boolean continues = opcode == CONTINUATION;
        if (opcode > FrameWriter.BINARY || continues == (fragments == null)) {
            throw SocketFailed.broken("a frame of type " + opcode + " does not belong here");
        }
        if (isFinal && !continues) {
            return message(opcode, payload);
        }
        if (fragments == null) {
            fragments = new ByteArrayOutputStream(payload.length);
            fragmentedOpcode = opcode;
        }
        fragments.write(payload);
        if (!isFinal) {
            return null;
        }
        byte[] whole = fragments.toByteArray();
        fragments = null;
        return message(fragmentedOpcode, whole);
    }

    private static WebSocketMessage message(int opcode, byte[] payload) throws SocketFailed {
        if (opcode == FrameWriter.BINARY) {
            return new WebSocketMessage.Binary(payload);
        }
        try {
            return new WebSocketMessage.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString());
        } catch (CharacterCodingException _) {
            throw SocketFailed.broken("a text message must be UTF-8");
        }
    }

    private void control(int opcode, boolean isFinal, byte[] payload) throws IOException {
        if (!isFinal || payload.length > LARGEST_CONTROL) {
            throw SocketFailed.broken("a control frame must be short and whole");
        }
        switch (opcode) {
            case FrameWriter.PING -> writer.write(FrameWriter.PONG, payload);
            case FrameWriter.PONG -> {}
            case FrameWriter.CLOSE -> throw new SocketFailed(closed(payload));
            default -> throw SocketFailed.broken("no frame has type " + opcode);
        }
    }

    private Failure closed(byte[] payload) throws SocketFailed {
        if (payload.length == 1) {
            throw SocketFailed.broken("a close frame must have a whole code or none");
        }
        int code = payload.length == 0 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        String reason = payload.length <= 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        writer.sayGoodbye(code, "");
        return new Failure.Closed(code, reason);
    }
}
