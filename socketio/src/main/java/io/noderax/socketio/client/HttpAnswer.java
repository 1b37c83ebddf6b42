package io.noderax.socketio.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The head of an HTTP answer, and its body where one is wanted.
 *
 * @param headers with names in lower case; what comes twice is joined by a comma
 */
record HttpAnswer(int status, Map<String, String> headers) {
    private static final int LARGEST_HEAD = 16 * 1024;

    /** Takes no byte beyond the head. */
    static HttpAnswer readHead(Socket socket, InputStream in, long deadline) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(512);
        int lineFeeds = 0;
        while (lineFeeds < 2) {
            if (head.size() == LARGEST_HEAD) {
                throw SocketFailed.broken("the head of an HTTP answer is above " + LARGEST_HEAD + " bytes");
            }
            socket.setSoTimeout(SocketConnector.millisUntil(deadline));
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the other side closed before it answered");
            }
            head.write(next);
            lineFeeds = next == '\n' ? lineFeeds + 1 : next == '\r' ? lineFeeds : 0;
        }
        return parse(head.toString(StandardCharsets.ISO_8859_1));
    }

    static HttpAnswer parse(String head) throws SocketFailed {
        String[] lines = head.split("\r?\n", -1);
        String first = lines[0];
        boolean known = first.length() >= 12
                && first.startsWith("HTTP/1.")
                && first.charAt(8) == ' '
                && first.substring(9, 12).chars().allMatch(c -> c >= '0' && c <= '9');
        if (!known) {
            throw SocketFailed.broken("the answer is no HTTP");
        }
        Map<String, String> headers = new HashMap<>();
        for (int index = 1; index < lines.length; index++) {
            int colon = lines[index].indexOf(':');
            if (colon > 0) {
                String name = lines[index].substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.merge(name, lines[index].substring(colon + 1).strip(), (one, other) -> one + ", " + other);
            }
        }
        return new HttpAnswer(Integer.parseInt(first.substring(9, 12)), Map.copyOf(headers));
    }

    /** The body, at most so many bytes of it, of an answer after which the connection ends. */
    String readBody(Socket socket, InputStream in, int most, long deadline) throws IOException {
        boolean chunked = headers.getOrDefault("transfer-encoding", "").contains("chunked");
        ByteArrayOutputStream body = new ByteArrayOutputStream(512);
        int length = chunked ? 0 : length(most);
        while (body.size() < most) {
            socket.setSoTimeout(SocketConnector.millisUntil(deadline));
            if (chunked && length == 0) {
                length = chunkLength(in);
                if (length == 0) {
                    break;
                }
            }
            byte[] part = in.readNBytes(Math.min(length, most - body.size()));
            body.write(part);
            if (!chunked || part.length < length) {
                break;
            }
            length = 0;
            in.skipNBytes(2);
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private int length(int most) throws SocketFailed {
        String text = headers.get("content-length");
        try {
            return text == null ? most : Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw SocketFailed.broken("Content-Length is no number");
        }
    }

    private static int chunkLength(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > 20) {
                throw SocketFailed.broken("a chunk has no length");
            }
            line.append((char) next);
        }
        try {
            return Integer.parseUnsignedInt(line.toString().strip(), 16);
        } catch (NumberFormatException _) {
            throw SocketFailed.broken("length of a chunk is no number");
        }
    }
}
