package io.noderax.server.updates;

import io.noderax.protocol.update.ReleaseFile;
import io.noderax.protocol.update.ReleaseView;
import io.noderax.server.boot.ReleasePlace;
import io.noderax.server.boot.ServerSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The releases of the place that the operator has named, the highest counter first. A web address is looked at again after five
 * minutes, a folder after a few seconds; while the place cannot be read, what was read before counts. Safe for several threads.
 */
@Singleton
class Releases {
    private static final Logger LOG = Logger.getLogger(Releases.class);
    private static final Duration SITE_FRESH = Duration.ofMinutes(5);
    private static final Duration FOLDER_FRESH = Duration.ofSeconds(2);
    private static final String ROUTE = "/api/v1/agent-releases";

    private final @Nullable ReleaseSource source;
    private final Duration fresh;
    private final String address;
    private final InstantSource clock;

    // Guarded by this.
    private List<Release> known = List.of();
    private @Nullable Instant readAt;
    private @Nullable Instant triedAt;
    private @Nullable String trouble;

    @Inject
    Releases(ServerSettings settings, InstantSource clock) {
        this(
                source(settings),
                settings.releases().site() == null ? FOLDER_FRESH : SITE_FRESH,
                address(settings),
                clock);
    }

    Releases(@Nullable ReleaseSource source, Duration fresh, String address, InstantSource clock) {
        this.source = source;
        this.fresh = fresh;
        this.address = address;
        this.clock = clock;
    }

    private static @Nullable ReleaseSource source(ServerSettings settings) {
        ReleasePlace place = settings.releases();
        if (place.folder() != null) {
            return new ReleaseFolder(place.folder(), place.keys());
        }
        return place.site() == null
                ? null
                : new ReleaseSite(place.site(), settings.home().resolve("releases"), place.keys());
    }

    /** Absolute where it is known how machines reach this server. */
    private static String address(ServerSettings settings) {
        String api = settings.joining().publicApiUrl();
        return api == null ? ROUTE : api.replaceFirst("/api/v1$", "") + ROUTE;
    }

    /** The highest counter first. Blocking; two with the same version: the one with the higher counter. */
    synchronized List<Release> all() {
        Instant now = clock.instant();
        if (source != null && (triedAt == null || Duration.between(triedAt, now).compareTo(fresh) >= 0)) {
            triedAt = now;
            read(source, now);
        }
        return known;
    }

    private void read(ReleaseSource from, Instant now) {
        try {
            known = from.read().stream()
                    .sorted(Comparator.comparingLong(
                                    (Release release) -> release.manifest().counter())
                            .reversed())
                    .toList();
            readAt = now;
            trouble = null;
        } catch (IOException e) {
            trouble = from.words() + " cannot be read: " + e;
            LOG.warnf("releases cannot be read place=%s error=%s", from.words(), e);
        }
    }

    List<ReleaseView> views() {
        return all().stream().map(release -> release.view(address)).toList();
    }

    Optional<Release> latest() {
        return all().stream().findFirst();
    }

    Optional<Release> find(String version) {
        return all().stream()
                .filter(release -> release.manifest().version().equals(version))
                .findFirst();
    }

    String addressOfAll() {
        return address;
    }

    /** When the place was last read; null: it could not be. */
    synchronized @Nullable Instant readAt() {
        return readAt;
    }

    /** Why there is no release, as the rest of a sentence. */
    synchronized String whyNone() {
        if (source == null) {
            return "no releases are configured (set NODERAX_RELEASES to a folder or an address, and start the server again)";
        }
        return trouble == null ? "none lies in " + source.words() : trouble;
    }

    /** Which there are, as the rest of a sentence. */
    String known() {
        List<Release> all = all();
        return all.isEmpty()
                ? whyNone()
                : all.stream()
                        .map(release -> release.manifest().version())
                        .limit(10)
                        .collect(Collectors.joining(", ", "there are ", ""));
    }

    /**
     * A file that the release's manifest names.
     *
     * @throws IOException when it cannot be had
     */
    Path file(Release release, ReleaseFile file) throws IOException {
        if (source == null) {
            throw new IOException("no releases are configured");
        }
        return source.file(release, file);
    }
}
