package io.noderax.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text to tree and tree to text. Safe for any number of threads. */
public final class Json {
    /** Deeper nesting is refused: no message of the wire comes near it, and it bounds the stack. */
    private static final int DEEPEST = 100;

    /** The longest text member that is read, in characters: the wire's 50 MB body limit. */
    private static final int LONGEST_TEXT = 50 * 1024 * 1024;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    private Json() {}

    /**
     * Reads one JSON object.
     *
     * @throws JsonException when the text is no JSON, or no object
     */
    public static JsonObject parseObject(String text) {
        return asObject(parse(text));
    }

    /** Like {@link #parseObject(String)}, from UTF-8 bytes. */
    public static JsonObject parseObject(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            return asObject(document(parser));
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    /**
     * Reads one JSON array of objects.
     *
     * @throws JsonException when the text is no JSON, no array, or an item is no object
     */
    public static List<JsonObject> parseObjects(String text) {
        if (!(parse(text) instanceof List<?> items)) {
            throw new JsonException("expected a JSON array");
        }
        List<JsonObject> objects = new ArrayList<>(items.size());
        for (Object item : items) {
            objects.add(asObject(item));
        }
        return objects;
    }

    /** Like {@link #parseObject(byte[])}, with the line on which each value begins; a member that is there twice is refused. */
    static JsonWithLines parseWithLines(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(utf8).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)) {
            LineNotes notes = new LineNotes();
            JsonParser noting = notes.around(parser);
            return new JsonWithLines(asObject(document(noting)), notes.lines());
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    /** Reads one JSON value of any kind, shaped as {@link JsonObject} describes. */
    public static @Nullable Object parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return document(parser);
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    /** Prints a value as {@link JsonObject} describes, compact, without trailing newline. */
    public static String print(@Nullable Object value) {
        StringWriter writer = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(writer)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.toString();
    }

    /** Prints messages as one JSON array. */
    public static String printAll(Collection<? extends JsonMessage> messages) {
        List<JsonObject> objects = new ArrayList<>(messages.size());
        for (JsonMessage message : messages) {
            objects.add(message.toJson());
        }
        return print(objects);
    }

    private static JsonObject asObject(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new JsonException("expected a JSON object, got " + kind(value));
    }

    static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case JsonObject _ -> "an object";
            case List<?> _ -> "an array";
            case String _ -> "a text";
            case Boolean _ -> "a boolean";
            default -> "a number";
        };
    }

    private static JsonException notJson(IOException e) {
        if (e instanceof JsonProcessingException broken && broken.getLocation() != null) {
            return new JsonException(
                    "not valid JSON at line %d, column %d: %s"
                            .formatted(
                                    broken.getLocation().getLineNr(),
                                    broken.getLocation().getColumnNr(),
                                    broken.getOriginalMessage()),
                    e);
        }
        return new JsonException("not valid JSON: " + e.getMessage(), e);
    }

    private static @Nullable Object document(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new JsonException("not valid JSON: the text is empty");
        }
        Object value = value(parser);
        if (parser.nextToken() != null) {
            throw new JsonException("not valid JSON: more text after the end of the value");
        }
        return value;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonException("not valid JSON: unexpected " + parser.currentToken());
        };
    }

    private static Number integer(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue()
                : Long.valueOf(parser.getLongValue());
    }

    private static JsonObject object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return JsonObject.owning(members);
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return java.util.Collections.unmodifiableList(items);
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case String text -> generator.writeString(text);
            case Boolean bool -> generator.writeBoolean(bool);
            case Long number -> generator.writeNumber(number);
            case BigInteger number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            case JsonObject object -> writeObject(generator, object);
            case List<?> items -> writeArray(generator, items);
            default -> throw new IllegalArgumentException("no JSON form for " + value.getClass());
        }
    }

    private static void writeObject(JsonGenerator generator, JsonObject object) throws IOException {
        generator.writeStartObject();
        for (String name : object.names()) {
            generator.writeFieldName(name);
            write(generator, object.get(name));
        }
        generator.writeEndObject();
    }

    private static void writeArray(JsonGenerator generator, List<?> items) throws IOException {
        generator.writeStartArray();
        for (Object item : items) {
            write(generator, item);
        }
        generator.writeEndArray();
    }
}
