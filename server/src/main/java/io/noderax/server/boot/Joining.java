package io.noderax.server.boot;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How machines come to this server.
 *
 * @param publicApiUrl where they reach it; null: not known, so no install command can be given
 * @param installScriptUrl where the install script is; null: beside the API
 * @param perMinute how many machines of one address, or for one person, may ask to join in a minute
 */
public record Joining(
        @Nullable String publicApiUrl, @Nullable String installScriptUrl, int perMinute) {
    /** Goes into a shell command between single quotes. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9:/?#@!&()*+,;=%._~\\[\\]-]+");

    /**
     * An address of http or https, without a slash at its end.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    static String address(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && HARMLESS.matcher(text).matches()) {
                return text.replaceFirst("/+$", "");
            }
        } catch (URISyntaxException _) {
            // refused below
        }
        throw new IllegalArgumentException("must be an address such as https://noderax.example.com");
    }
}
