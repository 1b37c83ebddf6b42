package io.noderax.agent.packages;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One package, as far as one output tells of it.
 *
 * @param version the one that is installed, or that a search found; null when the output does not say
 * @param availableVersion a newer one that could be installed; null when none is known
 */
record PackageEntry(
        String name,
        @Nullable String version,
        @Nullable String architecture,
        @Nullable String description,
        @Nullable String availableVersion)
        implements JsonMessage {
    static PackageEntry of(
            String name, @Nullable String version, @Nullable String architecture, @Nullable String description) {
        return new PackageEntry(name, orNull(version), orNull(architecture), orNull(description), null);
    }

    static PackageEntry upgradable(String name, @Nullable String architecture, String availableVersion) {
        return new PackageEntry(name, null, orNull(architecture), null, availableVersion);
    }

    /** The same with what the other tells beyond it. */
    PackageEntry with(PackageEntry other) {
        return new PackageEntry(
                name,
                version == null ? other.version : version,
                architecture == null ? other.architecture : architecture,
                description == null ? other.description : description,
                availableVersion == null ? other.availableVersion : availableVersion);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("name", name)
                .put("version", version)
                .put("architecture", architecture)
                .put("description", description)
                .putIfPresent("availableVersion", availableVersion)
                .build();
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() || text.equals("(none)") ? null : text.strip();
    }
}
