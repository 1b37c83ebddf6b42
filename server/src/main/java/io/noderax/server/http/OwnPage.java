package io.noderax.server.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of the console's own page from those that another page makes a browser send. Only the former may be let in by a cookie:
 * a page of another origin can neither add our header nor choose its {@code Origin}.
 */
public final class OwnPage {
    /** Sent with every call of the console; its value does not matter. */
    public static final String HEADER = "x-noderax-console";

    private OwnPage() {}

    /**
     * Whether the page that opens a socket is ours.
     *
     * @param origin the header {@code Origin}; browsers leave it out of plain reads of their own origin, which then carry our header
     * @param host where the request was sent to, as the browser names it
     */
    public static boolean isOurs(@Nullable String origin, @Nullable String host, @Nullable String header) {
        if (origin == null) {
            return header != null;
        }
        int scheme = origin.indexOf("://");
        if (host == null || scheme < 0) {
            return false;
        }
        String defaultPort = origin.startsWith("https:") ? ":443" : ":80";
        return plain(origin.substring(scheme + 3), defaultPort).equals(plain(host, defaultPort));
    }

    /** Whether the page was loaded over HTTPS, here or at a proxy. */
    public static boolean isSecure(@Nullable String origin) {
        return origin != null && origin.startsWith("https:");
    }

    private static String plain(String authority, String defaultPort) {
        String lower = authority.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(defaultPort) ? lower.substring(0, lower.length() - defaultPort.length()) : lower;
    }
}
