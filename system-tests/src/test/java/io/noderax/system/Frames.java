package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.log.LogGap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A log as an agent makes it, frame by frame. */
final class Frames {
    private final List<LogFrame> all = new ArrayList<>();
    private final MessageDigest stdout = sha256();
    private final MessageDigest stderr = sha256();
    private long stdoutBytes;
    private long stderrBytes;
    private long time = 1_800_000_000_000L;
    private long end;

    Frames out(String text) {
        return add(Kind.STDOUT, text.getBytes(StandardCharsets.UTF_8));
    }

    Frames err(String text) {
        return add(Kind.STDERR, text.getBytes(StandardCharsets.UTF_8));
    }

    Frames words(String text) {
        return add(Kind.SYSTEM, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes of any length, in frames as long as they may be. */
    Frames add(Kind kind, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += LogFrame.LARGEST_PAYLOAD) {
            int length = Math.min(LogFrame.LARGEST_PAYLOAD, bytes.length - at);
            add(new LogFrame(kind, time++, end, ByteBuffer.wrap(bytes, at, length)));
        }
        hash(kind, bytes);
        return this;
    }

    /** A gap in the stream where these bytes were. */
    Frames gap(Kind stream, byte[] bytes) {
        long feeds = 0;
        for (byte b : bytes) {
            feeds += b == '\n' ? 1 : 0;
        }
        add(LogFrame.gap(stream, time++, end, new LogGap(bytes.length, feeds, LogGap.Reason.QUOTA)));
        hash(stream, bytes);
        return this;
    }

    List<LogFrame> all() {
        return List.copyOf(all);
    }

    long end() {
        return end;
    }

    byte[] bytes() {
        return bytes(all);
    }

    /** What the completion says of it. */
    JsonObject logEnd() {
        return JsonObject.builder()
                .put("end", end)
                .put("stdout", stream(stdoutBytes, stdout))
                .put("stderr", stream(stderrBytes, stderr))
                .build();
    }

    static byte[] bytes(List<LogFrame> frames) {
        ByteBuffer form =
                ByteBuffer.allocate(frames.stream().mapToInt(LogFrame::size).sum());
        frames.forEach(frame -> frame.writeTo(form));
        return form.array();
    }

    static List<LogFrame> read(byte[] bytes) {
        List<LogFrame> frames = new ArrayList<>();
        ByteBuffer left = ByteBuffer.wrap(bytes);
        LogFrame frame = LogFrame.next(left);
        while (frame != null) {
            frames.add(frame);
            frame = LogFrame.next(left);
        }
        if (left.hasRemaining()) {
            throw new AssertionError(left.remaining() + " bytes are no whole frame");
        }
        return frames;
    }

    private void add(LogFrame frame) {
        all.add(frame);
        end = frame.end();
    }

    private void hash(Kind stream, byte[] bytes) {
        if (stream == Kind.STDOUT) {
            stdout.update(bytes);
            stdoutBytes += bytes.length;
        } else if (stream == Kind.STDERR) {
            stderr.update(bytes);
            stderrBytes += bytes.length;
        }
    }

    private static JsonObject stream(long bytes, MessageDigest hash) {
        try {
            MessageDigest copy = (MessageDigest) hash.clone();
            return JsonObject.builder()
                    .put("bytes", bytes)
                    .put("sha256", HexFormat.of().formatHex(copy.digest()))
                    .build();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
