package io.noderax.server.http;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.channels.ClosedChannelException;

/**
 * Turns a request's body into a message. No body, and a body of another media type than JSON, reads as an object without
 * members, as the reference does.
 */
@Provider
@Consumes(MediaType.WILDCARD)
public final class MessageReader implements MessageBodyReader<JsonMessage> {
    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return MessageForms.knows(type);
    }

    @Override
    public JsonMessage readFrom(
            Class<JsonMessage> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] bytes = readAll(body);
        boolean empty = bytes.length == 0 || !saysJson(headers.getFirst("Content-Type"));
        return MessageForms.read(type, empty ? JsonObject.EMPTY : Json.parseObject(bytes));
    }

    private static byte[] readAll(InputStream body) throws IOException {
        try {
            return body.readAllBytes();
        } catch (IOException e) {
            // The client may leave before anybody begins to read what it has sent.
            throw e.getCause() instanceof ClosedChannelException ? new RequestCutOff(e) : e;
        }
    }

    private static boolean saysJson(@org.jspecify.annotations.Nullable String contentType) {
        return contentType == null
                || contentType.regionMatches(
                        true, 0, MediaType.APPLICATION_JSON, 0, MediaType.APPLICATION_JSON.length());
    }
}
