package io.noderax.socketio.packet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as text: checks it against the grammar and cuts it into the texts of its members, which are valid JSON themselves. */
public final class JsonText {
    private JsonText() {}

    /**
     * The texts of an array's items.
     *
     * @throws BadPacket when the text is no JSON array
     */
    public static List<String> items(String json) {
        JsonCursor cursor = new JsonCursor(json, 0);
        List<String> items = items(cursor);
        cursor.requireEnd();
        return items;
    }

    static List<String> items(JsonCursor cursor) {
        List<String> items = new ArrayList<>(4);
        cursor.open('[');
        if (cursor.closes(']')) {
            return items;
        }
        do {
            items.add(cursor.value());
        } while (cursor.continues(']'));
        return items;
    }

    /**
     * The names and the texts of an object's members; of a name that comes twice, the last.
     *
     * @throws BadPacket when the text is no JSON object
     */
    public static Map<String, String> members(String json) {
        Map<String, String> members = new LinkedHashMap<>();
        JsonCursor cursor = new JsonCursor(json, 0);
        cursor.open('{');
        if (!cursor.closes('}')) {
            do {
                String name = string(cursor.name());
                members.put(name, cursor.value());
            } while (cursor.continues('}'));
        }
        cursor.requireEnd();
        return members;
    }

    /**
     * The same text without white space around it.
     *
     * @throws BadPacket when it is no JSON value
     */
    public static String checked(String json) {
        JsonCursor cursor = new JsonCursor(json, 0);
        String value = cursor.value();
        cursor.requireEnd();
        return value;
    }

    /**
     * What a JSON string says.
     *
     * @throws BadPacket when the text is no JSON string
     */
    public static String string(String json) {
        String checked = checked(json);
        if (checked.charAt(0) != '"') {
            throw new BadPacket("expected a JSON string (got " + BadText.excerpt(checked) + ")");
        }
        String inner = checked.substring(1, checked.length() - 1);
        return inner.indexOf('\\') < 0 ? inner : unescaped(inner);
    }

    private static String unescaped(String inner) {
        StringBuilder text = new StringBuilder(inner.length());
        for (int at = 0; at < inner.length(); at++) {
            char c = inner.charAt(at);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escape = inner.charAt(++at);
            if (escape == 'u') {
                text.append((char) Integer.parseInt(inner, at + 1, at + 5, 16));
                at += 4;
            } else {
                text.append(meaning(escape));
            }
        }
        return text.toString();
    }

    private static char meaning(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    /** The JSON string that says this; lone surrogates are escaped, so that it can be sent as UTF-8. */
    public static String quote(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || isLone(text, at)) {
                escape(json, c);
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    private static void escape(StringBuilder json, char c) {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            json.append(Character.forDigit(c >> shift & 0xf, 16));
        }
    }

    private static boolean isLone(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
