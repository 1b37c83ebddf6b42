package io.noderax.server.boot;

import io.noderax.protocol.update.ReleaseKeys;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the agent's releases lie, as the operator has named it; with neither folder nor site there are none.
 *
 * @param folder on this machine
 * @param site an address of http or https, with a slash at its end
 * @param keys of which one has to have signed each release; null: this server does not look at signatures, nodes do
 */
public record ReleasePlace(
        @Nullable Path folder, @Nullable URI site, @Nullable ReleaseKeys keys) {
    public static final ReleasePlace NOWHERE = new ReleasePlace(null, null, null);

    /**
     * A folder, or an address.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    static ReleasePlace parse(String text, @Nullable ReleaseKeys keys) {
        try {
            if (text.matches("https?://.*")) {
                URI site = new URI(text.endsWith("/") ? text : text + '/');
                if (site.getHost() != null) {
                    return new ReleasePlace(null, site, keys);
                }
            } else if (Path.of(text).isAbsolute()) {
                return new ReleasePlace(Path.of(text).normalize(), null, keys);
            }
        } catch (URISyntaxException | InvalidPathException _) {
            // refused below
        }
        throw new IllegalArgumentException(
                "must be the absolute path of a folder, or an address such as https://releases.example.com/agent");
    }
}
