package io.noderax.server.http;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonMessage;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Prints a message, or a list of them, as JSON. */
@Provider
@Produces(MediaType.APPLICATION_JSON)
public final class MessageWriter implements MessageBodyWriter<Object> {
    /** The media type with its charset, as the reference answers. */
    static final String JSON = "application/json; charset=utf-8";

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return JsonMessage.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        headers.putSingle("Content-Type", JSON);
        out.write(print(value).getBytes(StandardCharsets.UTF_8));
    }

    private static String print(Object value) {
        return switch (value) {
            case JsonMessage message -> Json.print(message.toJson());
            case Collection<?> items -> Json.print(asJson(items));
            default -> throw new IllegalArgumentException("no JSON form for " + value.getClass());
        };
    }

    private static List<Object> asJson(Collection<?> items) {
        return items.stream()
                .map(item -> (Object) ((JsonMessage) item).toJson())
                .toList();
    }
}
