package io.noderax.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes on which line each value begins, while somebody else reads them. */
final class LineNotes {
    private final Map<String, Integer> lines = new HashMap<>();

    /** The parser to read from in its place. */
    JsonParser around(JsonParser parser) {
        return new JsonParserDelegate(parser) {
            @Override
            public @Nullable JsonToken nextToken() throws IOException {
                JsonToken token = super.nextToken();
                if (token != null && token != JsonToken.FIELD_NAME && !token.isStructEnd()) {
                    lines.put(pointer(token), currentTokenLocation().getLineNr());
                }
                return token;
            }

            // Of an object or array that begins, the place is that of its parent's member.
            private String pointer(JsonToken token) {
                JsonStreamContext context = getParsingContext();
                return path(token.isStructStart() ? context.getParent() : context);
            }
        };
    }

    Map<String, Integer> lines() {
        return lines;
    }

    private static String path(@Nullable JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        String step = context.inArray() ? Integer.toString(context.getCurrentIndex()) : context.getCurrentName();
        return path(context.getParent()) + "/" + step;
    }
}
