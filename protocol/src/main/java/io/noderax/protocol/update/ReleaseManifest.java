package io.noderax.protocol.update;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a release is: the content of {@code release.json}, which is signed as a whole (protocol extensions, releases).
 *
 * @param counter a later release has a higher one, whatever its version is called
 */
public record ReleaseManifest(
        String version,
        long counter,
        Instant publishedAt,
        @Nullable String commit,
        @Nullable String channel,
        List<ReleaseNote> notes,
        List<ReleaseFile> files)
        implements JsonMessage {
    /** Its file's name, and that of the signature beside it. */
    public static final String FILE = "release.json";

    public static final String SIGNATURE_FILE = "release.json.sig";

    /** In bytes. */
    public static final int LONGEST = 1 << 20;

    public static final int LONGEST_VERSION = 64;

    private static final String PRODUCT = "noderax-agent";
    private static final long FORMAT = 1;
    private static final long HIGHEST_COUNTER = (1L << 53) - 1;
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    /** Checked here: a version names a folder. */
    public ReleaseManifest {
        if (!isVersion(version)) {
            throw new InvalidFields(List.of("version must match " + VERSION + " (got \"" + version + "\")"));
        }
    }

    /** Whether that can be the name of a version. */
    public static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /**
     * Reads the bytes of the file.
     *
     * @throws io.noderax.protocol.json.JsonException when it is no JSON
     * @throws InvalidFields when it is no manifest, or none that we understand
     */
    public static ReleaseManifest parse(byte[] content) {
        return Fields.read(Json.parseObject(content), Fields.Unknown.IGNORED, ReleaseManifest::read);
    }

    private static ReleaseManifest read(Fields fields) {
        requireOurs(fields);
        return new ReleaseManifest(
                fields.text("version", 1, LONGEST_VERSION),
                fields.integer("counter", 1, HIGHEST_COUNTER),
                fields.instant("publishedAt"),
                fields.optionalText("commit", 0, 200),
                fields.optionalText("channel", 0, 200),
                fields.optionalItems("notes", ReleaseNote::read),
                fields.optionalItems("files", ReleaseFile::read));
    }

    private static void requireOurs(Fields fields) {
        String product = fields.text("product", 1, 64);
        long format = fields.integer("format", 1, HIGHEST_COUNTER);
        if (!product.equals(PRODUCT) || format != FORMAT) {
            throw new InvalidFields(List.of("product must be %s and format %d (got \"%s\" and %d)"
                    .formatted(PRODUCT, FORMAT, product, format)));
        }
    }

    /** What an update of a machine of that architecture installs. */
    public Optional<ReleaseFile> image(String arch) {
        return files.stream()
                .filter(file ->
                        file.kind().equals(ReleaseFile.IMAGE) && file.arch().equals(arch))
                .findFirst();
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("format", FORMAT)
                .put("product", PRODUCT)
                .put("version", version)
                .put("counter", counter)
                .put("publishedAt", publishedAt)
                .putIfPresent("commit", commit)
                .putIfPresent("channel", channel)
                .put("notes", notes)
                .put("files", files)
                .build();
    }
}
