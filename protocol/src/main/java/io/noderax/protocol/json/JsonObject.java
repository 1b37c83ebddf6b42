package io.noderax.protocol.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON object that keeps the order of its members.
 *
 * <p>Values are {@code null}, {@link Boolean}, {@link Long}, {@link java.math.BigInteger}, {@link java.math.BigDecimal},
 * {@link String}, {@link List} of values, or {@link JsonObject}.
 */
public final class JsonObject {
    public static final JsonObject EMPTY = new JsonObject(new LinkedHashMap<>());

    private final Map<String, @Nullable Object> members;

    private JsonObject(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    /** Takes the map as it is; only for the parser, which gives it away. */
    static JsonObject owning(Map<String, @Nullable Object> members) {
        return new JsonObject(members);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** An object with the one member. */
    public static JsonObject of(String name, @Nullable Object value) {
        return builder().put(name, value).build();
    }

    /** A new builder that starts with the members of this object. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.members.putAll(members);
        return builder;
    }

    /** The member's value; null when it is absent or is JSON null. */
    public @Nullable Object get(String name) {
        return members.get(name);
    }

    /** The member as text; null when it is absent or anything else. */
    public @Nullable String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    /** The member as an object; null when it is absent or anything else. */
    public @Nullable JsonObject object(String name) {
        return members.get(name) instanceof JsonObject object ? object : null;
    }

    /** The member as a list of values; empty when it is absent or anything else. */
    public List<?> list(String name) {
        return members.get(name) instanceof List<?> list ? list : List.of();
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    public Collection<String> names() {
        return Collections.unmodifiableSet(members.keySet());
    }

    public void forEach(BiConsumer<String, @Nullable Object> visitor) {
        members.forEach(visitor);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject object && members.equals(object.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** The object as compact JSON text. */
    @Override
    public String toString() {
        return Json.print(this);
    }

    /** Collects members; not safe for several threads. */
    public static final class Builder {
        private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

        /** Adds the member, also when its value is null: the wire then shows {@code null}. */
        public Builder put(String name, @Nullable Object value) {
            members.put(name, wireValue(value));
            return this;
        }

        /** Adds the member unless its value is null: the wire then shows nothing. */
        public Builder putIfPresent(String name, @Nullable Object value) {
            return value == null ? this : put(name, value);
        }

        /** Adds all members of the other one. */
        public Builder putAll(JsonObject other) {
            members.putAll(other.members);
            return this;
        }

        public JsonObject build() {
            return new JsonObject(new LinkedHashMap<>(members));
        }

        private static @Nullable Object wireValue(@Nullable Object value) {
            return switch (value) {
                case null -> null;
                case JsonMessage message -> message.toJson();
                case Integer number -> Long.valueOf(number);
                case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 -> number.longValue();
                case Double number -> java.math.BigDecimal.valueOf(number);
                case Payload payload -> payload.base64();
                case UUID id -> id.toString();
                case java.time.Instant instant -> Timestamps.print(instant);
                case Collection<?> values -> wireList(values);
                case Map<?, ?> map -> wireObject(map);
                default -> value;
            };
        }

        private static List<@Nullable Object> wireList(Collection<?> values) {
            List<@Nullable Object> list = new ArrayList<>(values.size());
            for (Object value : values) {
                list.add(wireValue(value));
            }
            return Collections.unmodifiableList(list);
        }

        private static JsonObject wireObject(Map<?, ?> map) {
            Builder builder = new Builder();
            map.forEach((name, value) -> builder.put(String.valueOf(name), value));
            return builder.build();
        }
    }
}
