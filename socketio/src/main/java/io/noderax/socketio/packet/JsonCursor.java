package io.noderax.socketio.packet;

/** Walks once over JSON text and refuses what the grammar does not allow. One thread. */
final class JsonCursor {
    /** Deeper nesting is refused: no message of ours comes near it, and it bounds the stack. */
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    JsonCursor(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** Takes one value, white space around it too, and gives its text. */
    String value() {
        skipSpace();
        int start = at;
        skipValue();
        String value = text.substring(start, at);
        skipSpace();
        return value;
    }

    /** Takes a member's name and its colon, and gives the name as it stands there, in quotes. */
    String name() {
        skipSpace();
        int start = at;
        skipString();
        String name = text.substring(start, at);
        skipSpace();
        take(':');
        return name;
    }

    void open(char bracket) {
        skipSpace();
        take(bracket);
    }

    /** Takes the bracket if it is next. */
    boolean closes(char bracket) {
        skipSpace();
        if (peek() != bracket) {
            return false;
        }
        at++;
        return true;
    }

    /** After an item: takes a comma and gives true, or the closing bracket and gives false. */
    boolean continues(char bracket) {
        if (closes(bracket)) {
            return false;
        }
        take(',');
        return true;
    }

    void requireEnd() {
        skipSpace();
        if (at < text.length()) {
            throw broken("the end");
        }
    }

    private void skipValue() {
        switch (peek()) {
            case '{' -> skipObject();
            case '[' -> skipArray();
            case '"' -> skipString();
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> skipNumber();
        }
    }

    private void skipObject() {
        enter();
        if (!closes('}')) {
            do {
                skipSpace();
                skipString();
                skipSpace();
                take(':');
                skipSpace();
                skipValue();
            } while (continues('}'));
        }
        depth--;
    }

    private void skipArray() {
        enter();
        if (!closes(']')) {
            do {
                skipSpace();
                skipValue();
            } while (continues(']'));
        }
        depth--;
    }

    private void enter() {
        if (++depth > DEEPEST) {
            throw new BadPacket("JSON nested deeper than " + DEEPEST);
        }
        at++;
    }

    private void skipString() {
        take('"');
        while (true) {
            char c = peek();
            if (c < ' ') {
                throw broken("a character of a string");
            }
            at++;
            if (c == '"') {
                return;
            }
            if (c == '\\') {
                skipEscape();
            }
        }
    }

    private void skipEscape() {
        char c = peek();
        if (c == 0 || "\"\\/bfnrtu".indexOf(c) < 0) {
            throw broken("an escape");
        }
        at++;
        if (c == 'u') {
            for (int digit = 0; digit < 4; digit++, at++) {
                char hex = peek();
                if (hex >= 128 || Character.digit(hex, 16) < 0) {
                    throw broken("a hexadecimal digit");
                }
            }
        }
    }

    private void skipWord(String word) {
        if (!text.startsWith(word, at)) {
            throw broken("a value");
        }
        at += word.length();
    }

    private void skipNumber() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            skipDigits();
        }
        if (peek() == '.') {
            at++;
            skipDigits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            skipDigits();
        }
    }

    private void skipDigits() {
        if (!isDigit(peek())) {
            throw broken("a value");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw broken("'" + expected + "'");
        }
        at++;
    }

    /** NUL at the end of the text, which the grammar allows nowhere. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private BadPacket broken(String expected) {
        return new BadPacket("not valid JSON at character " + at + ": expected " + expected);
    }
}
