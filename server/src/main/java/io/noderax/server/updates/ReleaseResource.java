package io.noderax.server.updates;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.update.ReleaseFile;
import io.noderax.protocol.update.ReleaseManifest;
import io.noderax.server.http.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;

/** The releases as files, for machines; nobody has to sign in (protocol extensions, releases). */
@Path("/api/v1/agent-releases")
@RunOnVirtualThread
@Tag(name = "releases")
public final class ReleaseResource {
    private static final String LATEST = "latest";
    private static final Pattern FROM = Pattern.compile("bytes=([0-9]{1,12})-");
    private static final int PARTIAL = 206;
    private static final int UNSATISFIABLE = 416;

    private final Releases releases;

    ReleaseResource(Releases releases) {
        this.releases = releases;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Which releases there are")
    public JsonMessage list() {
        List<Release> all = releases.all();
        JsonObject list = JsonObject.builder()
                .put("latest", all.isEmpty() ? null : all.getFirst().manifest().version())
                .put("releases", all.stream().map(ReleaseResource::told).toList())
                .build();
        return () -> list;
    }

    private static JsonObject told(Release release) {
        ReleaseManifest manifest = release.manifest();
        return JsonObject.builder()
                .put("version", manifest.version())
                .put("counter", manifest.counter())
                .put("publishedAt", manifest.publishedAt())
                .put("files", manifest.files())
                .build();
    }

    @GET
    @Path("/{version}/{file}")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "A file of a release")
    public Response file(
            @PathParam("version") String version,
            @PathParam("file") String name,
            @HeaderParam("If-None-Match") @Nullable String known,
            @HeaderParam("Range") @Nullable String range) {
        Release release = (version.equals(LATEST) ? releases.latest() : releases.find(version))
                .orElseThrow(
                        () -> Refusal.notFound("Release " + shown(version) + " was not found: " + releases.known()));
        return switch (name) {
            case ReleaseManifest.FILE ->
                Response.ok(release.content(), MediaType.APPLICATION_JSON).build();
            case ReleaseManifest.SIGNATURE_FILE ->
                Response.ok(release.signature(), MediaType.APPLICATION_OCTET_STREAM)
                        .build();
            default -> named(release, name, known, range);
        };
    }

    private Response named(Release release, String name, @Nullable String known, @Nullable String range) {
        ReleaseFile file = release.manifest().files().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound(
                        "Release %s has no file %s".formatted(release.manifest().version(), shown(name))));
        String tag = '"' + file.sha256() + '"';
        if (tag.equals(known)) {
            return Response.notModified(file.sha256()).build();
        }
        return content(locate(release, file), file, from(range, file.size()))
                .header("ETag", tag)
                .header("Accept-Ranges", "bytes")
                .build();
    }

    private java.nio.file.Path locate(Release release, ReleaseFile file) {
        try {
            return releases.file(release, file);
        } catch (IOException e) {
            throw Refusal.unavailable(
                    "The file cannot be had at the moment: " + e.getMessage(), Duration.ofSeconds(30));
        }
    }

    /** Other ranges than one to the end are answered with everything, as HTTP allows. */
    private static long from(@Nullable String range, long size) {
        Matcher matcher = FROM.matcher(range == null ? "" : range);
        return matcher.matches() && size > 0 ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static Response.ResponseBuilder content(java.nio.file.Path path, ReleaseFile file, long from) {
        if (from == 0) {
            return Response.ok(path, MediaType.APPLICATION_OCTET_STREAM);
        }
        if (from >= file.size()) {
            return Response.status(UNSATISFIABLE).header("Content-Range", "bytes */" + file.size());
        }
        return Response.status(PARTIAL)
                .entity(new PathPart(path, from, file.size() - from))
                .type(MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Range", "bytes %d-%d/%d".formatted(from, file.size() - 1, file.size()));
    }

    private static String shown(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "...";
    }
}
