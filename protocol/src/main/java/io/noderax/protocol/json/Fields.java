package io.noderax.protocol.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one object and collects everything that is wrong with them, so that the sender learns it all at once.
 *
 * <p>A getter that finds a fault notes it and returns a stand-in; {@link #read} then throws, so the stand-in is never seen.
 * The sentences start with those of the reference ("x must be ...") and add what came. Not safe for several threads.
 */
public final class Fields {
    /** What happens to members that nobody asked for. */
    public enum Unknown {
        /** They are skipped: for messages of a peer that may be newer. */
        IGNORED,
        /** They are problems: for what a person or a script wrote, where a misspelt name must not be silent. */
        REFUSED
    }

    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]+\\.[^\\s@.\\p{Cntrl}]{2,}");
    private static final boolean SHOWN = true;
    private static final boolean HIDDEN = false;

    private final JsonObject object;
    private final String path;
    private final Unknown unknown;
    private final List<String> problems;
    private final Set<String> asked = new HashSet<>();

    private Fields(JsonObject object, String path, Unknown unknown, List<String> problems) {
        this.object = object;
        this.path = path;
        this.unknown = unknown;
        this.problems = problems;
    }

    /**
     * Reads one message.
     *
     * @throws InvalidFields when anything about its members is wrong
     */
    public static <T> T read(JsonObject object, Unknown unknown, Function<Fields, T> form) {
        List<String> problems = new ArrayList<>();
        Fields fields = new Fields(object, "", unknown, problems);
        T value = null;
        RuntimeException failure = null;
        try {
            value = form.apply(fields);
        } catch (RuntimeException e) {
            failure = e;
        }
        fields.refuseUnknown();
        if (!problems.isEmpty()) {
            throw new InvalidFields(problems);
        }
        if (value == null) {
            throw failure == null ? new IllegalStateException("the form made nothing") : failure;
        }
        return value;
    }

    public String text(String name, int shortest, int longest) {
        Object value = take(name);
        if (value instanceof String text) {
            return fits(name, text, shortest, longest, SHOWN) ? text : "";
        }
        if (shortest > 0) {
            problem(name, "must be longer than or equal to " + shortest + " characters", value);
        }
        problem(name, "must be a string", value);
        return "";
    }

    /** Like {@link #text}, but a problem never shows what came. */
    public String secret(String name, int shortest, int longest) {
        if (take(name) instanceof String text) {
            return fits(name, text, shortest, longest, HIDDEN) ? text : "";
        }
        problem(name, "must be longer than or equal to " + shortest + " characters", null);
        problem(name, "must be a string", null);
        return "";
    }

    public @Nullable String optionalText(String name, int shortest, int longest) {
        return isAbsent(name) ? null : text(name, shortest, longest);
    }

    /** An e-mail address, in lower case. */
    public String email(String name) {
        Object value = take(name);
        if (value instanceof String text
                && text.length() <= 254
                && EMAIL.matcher(text).matches()) {
            return text.toLowerCase(java.util.Locale.ROOT);
        }
        problem(name, "must be an email", value);
        return "";
    }

    /** Any UUID; written as 8-4-4-4-12 hexadecimal digits. */
    public UUID uuid(String name) {
        UUID id = optionalUuid(name);
        if (id == null && isAbsent(name)) {
            problem(name, "must be a UUID", null);
        }
        return id == null ? new UUID(0, 0) : id;
    }

    public @Nullable UUID optionalUuid(String name) {
        return form(name, "must be a UUID", value -> value instanceof String text ? Uuids.parse(text) : null);
    }

    /** Distinct UUIDs, at least one. */
    public List<UUID> uuids(String name) {
        return uuids(name, 1, "must be an array that names at least one UUID");
    }

    /** Distinct UUIDs, also none; null when it is absent. */
    public @Nullable List<UUID> optionalUuids(String name) {
        return isAbsent(name) ? null : uuids(name, 0, "must be an array of UUIDs");
    }

    private List<UUID> uuids(String name, int least, String rule) {
        if (take(name) instanceof List<?> items && items.size() >= least) {
            return Uuids.distinct(items, path + name, (broken, item) -> problem(name, broken, item));
        }
        problem(name, rule, object.get(name));
        return List.of();
    }

    /** An integer, also one written as text, as the reference takes it over HTTP. */
    public @Nullable Long optionalInteger(String name, long least, long most) {
        if (isAbsent(name)) {
            return null;
        }
        Object value = take(name);
        Long number = Values.integer(value);
        if (number == null) {
            problem(name, "must be an integer number", value);
        } else if (number > most) {
            problem(name, "must not be greater than " + most, value);
        } else if (number < least) {
            problem(name, "must not be less than " + least, value);
        } else {
            return number;
        }
        return null;
    }

    /** Like {@link #optionalInteger}, and it has to be there. */
    public long integer(String name, long least, long most) {
        Long number = optionalInteger(name, least, most);
        if (number == null && isAbsent(name)) {
            problem(name, "must be an integer number", null);
        }
        return number == null ? least : number;
    }

    /** An integer that is moved into the range instead of refused; the stand-in when absent. */
    public int clampedInteger(String name, int least, int most, int standIn) {
        if (isAbsent(name)) {
            return standIn;
        }
        Object value = take(name);
        Long number = Values.integer(value);
        if (number == null) {
            problem(name, "must be an integer number", value);
            return standIn;
        }
        return Math.clamp(number, least, most);
    }

    public @Nullable Boolean optionalBoolean(String name) {
        return form(name, "must be a boolean value", value -> value instanceof Boolean bool ? bool : null);
    }

    /** A boolean that may also be written as the text {@code true} or {@code false}, as in a query. */
    public @Nullable Boolean optionalFlag(String name) {
        return form(name, "must be true or false", value -> switch (value) {
            case Boolean bool -> bool;
            case String text when text.equals("true") -> true;
            case String text when text.equals("false") -> false;
            default -> null;
        });
    }

    public @Nullable Instant optionalInstant(String name) {
        return form(
                name,
                "must be a valid ISO 8601 date string",
                value -> value instanceof String text ? Timestamps.parse(text) : null);
    }

    public Instant instant(String name) {
        Instant instant = optionalInstant(name);
        if (instant == null && isAbsent(name)) {
            problem(name, "must be a valid ISO 8601 date string", null);
        }
        return instant == null ? Instant.EPOCH : instant;
    }

    public @Nullable JsonObject optionalObject(String name) {
        return form(name, "must be an object", value -> value instanceof JsonObject nested ? nested : null);
    }

    /** Whether the member is an object; for those that have two forms. */
    public boolean holdsObject(String name) {
        return take(name) instanceof JsonObject;
    }

    /** A number, not one written as text. */
    public @Nullable Double optionalNumber(String name, double least, double most) {
        Double number = form(name, "must be a number", Values::number);
        if (number != null && (number > most || number < least)) {
            String sentence = number > most ? "must not be greater than " : "must not be less than ";
            problem(name, sentence + Values.plain(number > most ? most : least), number);
        }
        return number;
    }

    /** Bytes as padded base64; a problem never shows what came. */
    public Payload payload(String name, int longest) {
        String text = secret(name, 0, longest);
        if (!Payload.isBase64(text)) {
            problem(name, "must be base64 encoded", null);
            return Payload.EMPTY;
        }
        return new Payload(text);
    }

    /** Nested messages in an array; empty when absent. */
    public <T> List<T> optionalItems(String name, Function<Fields, T> form) {
        List<?> items = form(name, "must be an array", value -> value instanceof List<?> list ? list : null);
        List<T> messages = new ArrayList<>();
        for (Object item : items == null ? List.of() : items) {
            if (item instanceof JsonObject nested) {
                messages.add(form.apply(new Fields(nested, path + name + '.', unknown, problems)));
            } else {
                problem(name, "must hold objects only: each value in " + path + name + " must be an object", item);
            }
        }
        return messages;
    }

    /** Reads a nested message; its problems carry the outer name. */
    public <T> @Nullable T optional(String name, Function<Fields, T> form) {
        JsonObject nested = optionalObject(name);
        if (nested == null) {
            return null;
        }
        Fields fields = new Fields(nested, path + name + '.', unknown, problems);
        T value = form.apply(fields);
        fields.refuseUnknown();
        return value;
    }

    /** Like {@link #optional}, and it has to be there. */
    public <T> T nested(String name, Function<Fields, T> form) {
        T value = optional(name, form);
        if (value != null) {
            return value;
        }
        if (isAbsent(name)) {
            problem(name, "must be an object", null);
        }
        return form.apply(new Fields(JsonObject.EMPTY, path + name + '.', unknown, new ArrayList<>()));
    }

    public List<String> optionalTexts(String name) {
        if (isAbsent(name)) {
            return List.of();
        }
        if (!(take(name) instanceof List<?> items)) {
            problem(name, "must be an array", object.get(name));
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof String text) {
                texts.add(text);
            } else {
                problem(name, "must hold strings only: each value in " + path + name + " must be a string", item);
            }
        }
        return texts;
    }

    /** One of the named choices. */
    public <E> @Nullable E optionalChoice(String name, Map<String, E> choices) {
        String sentence = "must be one of the following values: " + String.join(", ", choices.keySet());
        return form(name, sentence, value -> value instanceof String text ? choices.get(text) : null);
    }

    /** One of the named choices; the first stands in for a fault. */
    public <E> E choice(String name, Map<String, E> choices) {
        E choice = optionalChoice(name, choices);
        if (choice == null && isAbsent(name)) {
            problem(name, "must be one of the following values: " + String.join(", ", choices.keySet()), null);
        }
        return choice == null ? choices.values().iterator().next() : choice;
    }

    private <T> @Nullable T form(String name, String sentence, Function<Object, @Nullable T> parse) {
        Object value = take(name);
        T parsed = value == null ? null : parse.apply(value);
        if (value != null && parsed == null) {
            problem(name, sentence, value);
        }
        return parsed;
    }

    private boolean isAbsent(String name) {
        asked.add(name);
        return object.get(name) == null;
    }

    private @Nullable Object take(String name) {
        asked.add(name);
        return object.get(name);
    }

    private boolean fits(String name, String text, int shortest, int longest, boolean shown) {
        if (text.length() < shortest) {
            problem(name, "must be longer than or equal to " + shortest + " characters", shown ? text : null);
            return false;
        }
        if (text.length() > longest) {
            String length = text.length() + " characters";
            problem(name, "must be shorter than or equal to " + longest + " characters", length);
            return false;
        }
        return true;
    }

    private void problem(String name, String sentence, @Nullable Object got) {
        problems.add(path + name + ' ' + sentence + (got == null ? "" : " (got " + Values.shown(got) + ')'));
    }

    private void refuseUnknown() {
        if (unknown == Unknown.REFUSED) {
            for (String name : object.names()) {
                if (!asked.contains(name)) {
                    problems.add(path + "property " + name + " should not exist");
                }
            }
        }
    }
}
