package io.noderax.server.updates;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.update.ReleaseFile;
import io.noderax.protocol.update.ReleaseKeys;
import io.noderax.protocol.update.ReleaseManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Releases at a web address. A file is fetched when it is first asked for, proven, and kept on this machine. */
final class ReleaseSite implements ReleaseSource {
    private static final Logger LOG = Logger.getLogger(ReleaseSite.class);
    private static final String INDEX = "releases.json";
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Duration LONGEST_DOWNLOAD = Duration.ofMinutes(10);
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final URI site;
    private final Path mirror;
    private final @Nullable ReleaseKeys keys;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(WITHIN)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** @param mirror where files are kept; made when it is needed */
    ReleaseSite(URI site, Path mirror, @Nullable ReleaseKeys keys) {
        this.site = site;
        this.mirror = mirror;
        this.keys = keys;
    }

    @Override
    public List<Release> read() throws IOException {
        List<Release> found = new ArrayList<>();
        for (String folder : folders()) {
            try {
                String at = folder.isEmpty() ? "" : folder + '/';
                found.add(Release.of(
                        folder,
                        required(at + ReleaseManifest.FILE),
                        required(at + ReleaseManifest.SIGNATURE_FILE),
                        keys));
            } catch (IOException e) {
                LOG.warnf("release is not served address=%s folder=%s error=%s", site, folder, e.getMessage());
            }
        }
        return found;
    }

    private List<String> folders() throws IOException {
        byte[] index = fetch(INDEX);
        if (index == null) {
            return List.of("");
        }
        try {
            return Json.parseObject(index).list("releases").stream()
                    .map(String::valueOf)
                    .filter(folder -> folder.isEmpty() || ReleaseManifest.isVersion(folder))
                    .toList();
        } catch (JsonException e) {
            throw new IOException(INDEX + " is no JSON: " + e.getMessage(), e);
        }
    }

    private byte[] required(String path) throws IOException {
        byte[] content = fetch(path);
        if (content == null) {
            throw new IOException(path + " is not there");
        }
        return content;
    }

    /** Null when it is not there. */
    private byte @Nullable [] fetch(String path) throws IOException {
        HttpResponse<InputStream> answer = get(path, WITHIN);
        try (InputStream in = answer.body()) {
            if (answer.statusCode() == NOT_FOUND) {
                return null;
            }
            requireOk(path, answer);
            byte[] content = in.readNBytes(ReleaseManifest.LONGEST + 1);
            if (content.length > ReleaseManifest.LONGEST) {
                throw new IOException(path + " is longer than " + ReleaseManifest.LONGEST + " bytes");
            }
            return content;
        }
    }

    /** Two processes that fetch the same at once do the same twice; the later one replaces the file as a whole. */
    @Override
    public Path file(Release release, ReleaseFile file) throws IOException {
        Path folder = mirror.resolve(release.manifest().version());
        Path kept = folder.resolve(file.sha256());
        if (Files.isRegularFile(kept)) {
            return kept;
        }
        Files.createDirectories(folder);
        Path coming = Files.createTempFile(folder, "coming-", ".part");
        try {
            download(release.pathOf(file.name()), file, coming);
            Files.move(coming, kept, StandardCopyOption.ATOMIC_MOVE);
            return kept;
        } finally {
            Files.deleteIfExists(coming);
        }
    }

    private void download(String path, ReleaseFile file, Path into) throws IOException {
        HttpResponse<InputStream> answer = get(path, LONGEST_DOWNLOAD);
        MessageDigest digest = sha256();
        long size;
        try (InputStream in = answer.body();
                OutputStream out = new DigestOutputStream(Files.newOutputStream(into), digest)) {
            requireOk(path, answer);
            size = transfer(in, out, file.size());
        }
        String got = HexFormat.of().formatHex(digest.digest());
        if (size != file.size() || !got.equals(file.sha256())) {
            throw new IOException(
                    "%s is not what its manifest says: %d bytes with the SHA-256 %s".formatted(path, size, got));
        }
    }

    /** Stops one byte after the most. */
    private static long transfer(InputStream in, OutputStream out, long most) throws IOException {
        byte[] buffer = new byte[65_536];
        long size = 0;
        for (int read = in.read(buffer); read >= 0 && size <= most; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            size += read;
        }
        return size;
    }

    private HttpResponse<InputStream> get(String path, Duration within) throws IOException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(site.resolve(path)).timeout(within).build();
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("no address: " + path, e);
        }
    }

    private static void requireOk(String path, HttpResponse<?> answer) throws IOException {
        if (answer.statusCode() != OK) {
            throw new IOException(path + " is answered with status " + answer.statusCode());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String words() {
        return site.toString();
    }
}
