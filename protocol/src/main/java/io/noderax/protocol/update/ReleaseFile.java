package io.noderax.protocol.update;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file of a release, as its manifest describes it.
 *
 * @param name beside the manifest, without a folder
 * @param kind {@code image}, {@code deb} or {@code rpm}
 * @param arch as {@code uname -m} says it
 * @param size in bytes
 * @param sha256 64 hexadecimal digits, lower case
 */
public record ReleaseFile(String name, String kind, String arch, long size, String sha256) implements JsonMessage {
    /** What an update installs. */
    public static final String IMAGE = "image";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");
    private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,32}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final long LARGEST = 1L << 30;

    /** Checked here and not while reading: a name that leaves its folder must not pass by any way. */
    public ReleaseFile {
        require(NAME, "name", name);
        require(WORD, "kind", kind);
        require(WORD, "arch", arch);
        require(DIGEST, "sha256", sha256);
    }

    public static ReleaseFile read(Fields fields) {
        return new ReleaseFile(
                fields.text("name", 1, 128),
                fields.text("kind", 1, 32),
                fields.text("arch", 1, 32),
                fields.integer("size", 0, LARGEST),
                fields.text("sha256", 64, 64));
    }

    private static void require(Pattern form, String member, String value) {
        if (!form.matcher(value).matches()) {
            throw new InvalidFields(List.of("files." + member + " must match " + form + " (got \"" + value + "\")"));
        }
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("name", name)
                .put("kind", kind)
                .put("arch", arch)
                .put("size", size)
                .put("sha256", sha256)
                .build();
    }
}
