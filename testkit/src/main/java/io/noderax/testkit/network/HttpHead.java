package io.noderax.testkit.network;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first line and the header lines of an HTTP/1.1 request or answer, as they came.
 *
 * @param first the request line or the status line
 * @param fields each {@code name: value}
 */
public record HttpHead(String first, List<String> fields) {
    private static final int LONGEST = 256 * 1024;

    /** Reads up to the empty line; null when the stream ends before the first byte. */
    public static @Nullable HttpHead read(InputStream in) throws IOException {
        String first = line(in, true);
        if (first == null) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        for (String field = line(in, false); field != null && !field.isEmpty(); field = line(in, false)) {
            fields.add(field);
        }
        return new HttpHead(first, List.copyOf(fields));
    }

    private static @Nullable String line(InputStream in, boolean mayBeAbsent) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 && line.size() == 0 && mayBeAbsent) {
                return null;
            }
            if (next < 0 || line.size() > LONGEST) {
                throw new EOFException("the head of a message is cut off or too long");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The first value of the header; null when it is absent. */
    public @Nullable String field(String name) {
        for (String field : fields) {
            if (isNamed(field, name)) {
                return field.substring(name.length() + 1).strip();
            }
        }
        return null;
    }

    /** The same without headers of these names and of names that begin so. */
    HttpHead without(Set<String> beginnings) {
        List<String> kept = new ArrayList<>();
        for (String field : fields) {
            String lower = field.toLowerCase(Locale.ROOT);
            if (beginnings.stream().noneMatch(lower::startsWith)) {
                kept.add(field);
            }
        }
        return new HttpHead(first, List.copyOf(kept));
    }

    HttpHead with(String name, String value) {
        List<String> more = new ArrayList<>(fields);
        more.add(name + ": " + value);
        return new HttpHead(first, List.copyOf(more));
    }

    /** Of a request: the method. */
    public String method() {
        return first.split(" ", 2)[0];
    }

    /** Of a request: path and query. */
    public String target() {
        String[] parts = first.split(" ", 3);
        return parts.length < 2 ? "" : parts[1];
    }

    /** Of a request: the path without its query. */
    public String path() {
        return target().split("\\?", 2)[0];
    }

    /** Of an answer: the status; 0 when the line has none. */
    public int status() {
        String[] parts = first.split(" ", 3);
        return parts.length > 1 && parts[1].matches("[0-9]{3}") ? Integer.parseInt(parts[1]) : 0;
    }

    byte[] bytes() {
        return (first + "\r\n" + String.join("\r\n", fields) + (fields.isEmpty() ? "\r\n" : "\r\n\r\n"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isNamed(String field, String name) {
        return field.length() > name.length()
                && field.charAt(name.length()) == ':'
                && field.regionMatches(true, 0, name, 0, name.length());
    }
}
