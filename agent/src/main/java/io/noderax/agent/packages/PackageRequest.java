package io.noderax.agent.packages;

import io.noderax.agent.tasks.BrokenPayload;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.packages.PackageName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The payload of a package task (agent contract, 6). */
final class PackageRequest {
    private static final int MOST_NAMES = 1000;
    private static final int LONGEST_TERM = 255;

    /** Nothing that is a pattern to one of the systems, so that a term means the same everywhere. */
    private static final Pattern TERM = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} +._:-]*");

    private final JsonObject payload;

    PackageRequest(@Nullable Object payload) throws BrokenPayload {
        this.payload = switch (payload) {
            case null -> JsonObject.EMPTY;
            case JsonObject members -> members;
            default -> throw new BrokenPayload("it must be an object");
        };
    }

    JsonObject members() {
        return payload;
    }

    /** All that {@code names}, {@code packages} and {@code package} hold, each once; empty when they hold nothing. */
    List<PackageName> names() throws BrokenPayload {
        SequencedSet<PackageName> names = new LinkedHashSet<>();
        addAll("names", names);
        addAll("packages", names);
        add("package", payload.get("package"), names);
        if (names.size() > MOST_NAMES) {
            throw new BrokenPayload("at most " + MOST_NAMES + " packages can be named (got " + names.size() + ")");
        }
        return new ArrayList<>(names);
    }

    /** @throws BrokenPayload when there is none */
    List<PackageName> someNames() throws BrokenPayload {
        List<PackageName> names = names();
        if (names.isEmpty()) {
            throw new BrokenPayload("names must have at least one package");
        }
        return names;
    }

    boolean purges() {
        return Boolean.TRUE.equals(payload.get("purge"));
    }

    /** The words of {@code query}, else of {@code term}. */
    List<String> words() throws BrokenPayload {
        Object value = payload.get("query") == null ? payload.get("term") : payload.get("query");
        if (!(value instanceof String term) || term.isBlank()) {
            throw new BrokenPayload("query (or term) must be a text that is not blank");
        }
        String stripped = term.strip();
        if (stripped.length() > LONGEST_TERM || !TERM.matcher(stripped).matches()) {
            throw new BrokenPayload("query (or term) must have " + LONGEST_TERM
                    + " characters at most: letters, digits, blanks and + . _ : -, beginning with a letter or a digit");
        }
        for (String word : stripped.split(" +", -1)) {
            if (word.startsWith("-")) {
                throw new BrokenPayload("no word of query (or term) may begin with - (got " + word + ")");
            }
        }
        return List.of(stripped.split(" +", -1));
    }

    private void addAll(String member, SequencedSet<PackageName> names) throws BrokenPayload {
        Object value = payload.get(member);
        switch (value) {
            case null -> {}
            case List<?> list -> {
                for (Object each : list) {
                    if (each == null) {
                        throw new BrokenPayload(member + " must be a list of texts");
                    }
                    add(member, each, names);
                }
            }
            default -> throw new BrokenPayload(member + " must be a list of texts");
        }
    }

    private static void add(String member, @Nullable Object value, SequencedSet<PackageName> names)
            throws BrokenPayload {
        switch (value) {
            case null -> {}
            case String text ->
                names.add(PackageName.of(text)
                        .orElseThrow(() -> new BrokenPayload(PackageName.problem("package name", text))));
            default -> throw new BrokenPayload(member + " must be made of texts");
        }
    }
}
