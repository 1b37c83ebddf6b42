package io.noderax.server.boot;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL is and who signs in there. The password is never printed.
 *
 * @param jdbcUrl without user and password
 */
public record DatabaseAddress(
        String jdbcUrl, @Nullable String user, @Nullable String password) {
    private static final int DEFAULT_PORT = 5432;

    public static DatabaseAddress of(String host, int port, String name, String user, @Nullable String password) {
        return new DatabaseAddress("jdbc:postgresql://%s:%d/%s".formatted(host, port, name), user, password);
    }

    /**
     * Reads {@code postgres://user:password@host:port/name?parameters}, or the same as a JDBC URL.
     *
     * @throws IllegalArgumentException with a sentence that does not repeat the password
     */
    static DatabaseAddress parse(String url) {
        String bare = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        URI uri = uri(bare);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        boolean postgres = "postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme());
        if (!postgres || uri.getHost() == null || path.length() < 2) {
            throw new IllegalArgumentException("must look like postgres://user:password@host:5432/database");
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        String query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
        String[] credentials = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new DatabaseAddress(
                "jdbc:postgresql://" + uri.getHost() + ':' + port + path + query,
                credentials.length > 0 ? decode(credentials[0]) : null,
                credentials.length > 1 ? decode(credentials[1]) : null);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "is no URL (%s at character %d); write special characters of the password as %%XX"
                            .formatted(e.getReason(), e.getIndex()));
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "DatabaseAddress[" + jdbcUrl.replaceAll("\\?.*", "") + "]";
    }
}
