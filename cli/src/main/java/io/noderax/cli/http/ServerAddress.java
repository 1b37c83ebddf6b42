package io.noderax.cli.http;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where a server is, without a path.
 *
 * @param uri scheme, host and port, without a slash at the end
 */
public record ServerAddress(URI uri) {
    private static final Pattern LOCAL = Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?(/.*)?");

    /**
     * Reads what a person types: without a scheme it is https, or http on this machine; {@code /api/v1} and slashes at the end do no harm.
     *
     * @throws IllegalArgumentException when it is no such address
     */
    public static ServerAddress parse(String text) {
        String trimmed = text.strip().replaceFirst("/+$", "").replaceFirst("/api/v1$", "");
        String scheme = LOCAL.matcher(trimmed).matches() ? "http://" : "https://";
        URI uri = uri(trimmed.contains("://") ? trimmed : scheme + trimmed, text);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getQuery() != null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "expected the address of a server such as https://noderax.example.com, got \"" + text + "\"");
        }
        return new ServerAddress(uri);
    }

    private static URI uri(String text, String typed) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no address of a server: \"" + typed + "\"", e);
        }
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
