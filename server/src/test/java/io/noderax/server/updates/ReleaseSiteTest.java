package io.noderax.server.updates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.noderax.protocol.update.ReleaseFile;
import io.noderax.protocol.update.ReleaseKeys;
import io.noderax.testkit.release.TestReleases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases at a web address: found by their index, fetched once, and never served when they are not what they say. */
class ReleaseSiteTest {
    private static final byte[] IMAGE = "an image".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final List<String> calls = new ArrayList<>();
    private HttpServer server;
    private TestReleases releases;
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @BeforeEach
    void start() throws IOException {
        releases = new TestReleases(folder.resolve("site"));
        releases.publish("1.0.0", 1, IMAGE);
        releases.publish("2.0.0", 2, IMAGE);
        Files.writeString(
                releases.folder().resolve("releases.json"), "{\"releases\":[\"1.0.0\",\"2.0.0\",\"../etc\"]}");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/agent/", exchange -> {
            String path = exchange.getRequestURI().getPath().replaceFirst("/agent/", "");
            calls.add(path);
            Path file = releases.folder().resolve(path);
            try (exchange) {
                byte[] content = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[] {'?'};
                exchange.sendResponseHeaders(Files.isRegularFile(file) ? 200 : 404, content.length);
                exchange.getResponseBody().write(content);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theIndexNamesTheFoldersAndNothingOutside() throws Exception {
        assertThat(site().read())
                .extracting(release -> release.manifest().version())
                .containsExactly("1.0.0", "2.0.0");
        assertThat(calls).noneMatch(path -> path.contains("etc"));
    }

    @Test
    void withoutAnIndexTheReleaseThatLiesThereItselfIsTheOnlyOne() throws Exception {
        Files.delete(releases.folder().resolve("releases.json"));
        releases.sign(
                releases.folder(),
                TestReleases.manifest("3.0.0", 3, IMAGE).toString().getBytes(StandardCharsets.UTF_8));

        assertThat(site().read())
                .extracting(release -> release.manifest().version())
                .containsExactly("3.0.0");
    }

    @Test
    void aReleaseThatAnotherHasSignedIsLeftOut() throws Exception {
        new TestReleases(releases.folder()).publish("2.0.0", 9, IMAGE);

        assertThat(site().read())
                .extracting(release -> release.manifest().version())
                .containsExactly("1.0.0");
    }

    @Test
    void aFileIsFetchedOnceAndKept() throws Exception {
        ReleaseSite site = site();
        Release release = site.read().getLast();
        ReleaseFile image = release.manifest().image("x86_64").orElseThrow();

        Path first = site.file(release, image);
        Path second = site.file(release, image);

        assertThat(first).hasBinaryContent(IMAGE).isEqualTo(second);
        assertThat(calls.stream().filter(path -> path.endsWith(image.name()))).hasSize(1);
    }

    @Test
    void aFileThatIsNotWhatItsManifestSaysIsNotServedAndNotKept() throws Exception {
        ReleaseSite site = site();
        Release release = site.read().getLast();
        ReleaseFile image = release.manifest().image("x86_64").orElseThrow();
        for (String wrong : List.of("An image", "an image that is longer", "an")) {
            Files.writeString(releases.folder().resolve("2.0.0").resolve(image.name()), wrong);
            assertThatThrownBy(() -> site.file(release, image))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is not what its manifest says");
        }
        try (var kept = Files.list(folder.resolve("mirror/2.0.0"))) {
            assertThat(kept).isEmpty();
        }
    }

    @Test
    void whatWasReadCountsWhileTheSiteIsAwayAndIsReadAgainAfterFiveMinutes() {
        Releases known = new Releases(site(), Duration.ofMinutes(5), "/api/v1/agent-releases", () -> now);
        assertThat(known.latest().orElseThrow().manifest().version()).isEqualTo("2.0.0");
        releases.publish("3.0.0", 3, IMAGE);
        write("{\"releases\":[\"1.0.0\",\"2.0.0\",\"3.0.0\"]}");
        assertThat(known.find("3.0.0")).as("within five minutes").isEmpty();

        now = now.plus(Duration.ofMinutes(5));
        assertThat(known.latest().orElseThrow().manifest().version()).isEqualTo("3.0.0");
        server.stop(0);
        now = now.plus(Duration.ofMinutes(5));

        assertThat(known.latest().orElseThrow().manifest().version()).isEqualTo("3.0.0");
        assertThat(known.views().getFirst().artifacts().object("amd64").text("binaryUrl"))
                .isEqualTo("/api/v1/agent-releases/3.0.0/" + TestReleases.name("3.0.0", "x86_64"));
    }

    @Test
    void withoutAnyPlaceTheReasonNamesTheSetting() {
        Releases none = new Releases(null, Duration.ZERO, "", () -> now);

        assertThat(none.all()).isEmpty();
        assertThat(none.known()).contains("set NODERAX_RELEASES");
    }

    private void write(String index) {
        try {
            Files.writeString(releases.folder().resolve("releases.json"), index);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ReleaseSite site() {
        return new ReleaseSite(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/agent/"),
                folder.resolve("mirror"),
                ReleaseKeys.parse(releases.publicKeyPem()));
    }
}
