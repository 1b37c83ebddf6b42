package io.noderax.protocol.json;

import java.util.Arrays;
import java.util.Base64;

/** Bytes in the form in which they travel: base64 with padding. Never shown: they may be anything, also a password. */
public record Payload(String base64) {
    public static final Payload EMPTY = new Payload("");

    public Payload {
        if (!isBase64(base64)) {
            throw new IllegalArgumentException("the payload is no base64");
        }
    }

    public static Payload of(byte[] bytes) {
        return new Payload(Base64.getEncoder().encodeToString(bytes));
    }

    /** Of the first bytes of an array. */
    public static Payload of(byte[] bytes, int length) {
        return of(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }

    public byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }

    /** How many bytes it holds. */
    public int length() {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4 * 3 - padding;
    }

    static boolean isBase64(String text) {
        if (text.length() % 4 != 0) {
            return false;
        }
        int digits = text.endsWith("==") ? text.length() - 2 : text.endsWith("=") ? text.length() - 1 : text.length();
        for (int i = 0; i < digits; i++) {
            char c = text.charAt(i);
            boolean digit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!digit && c != '+' && c != '/') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "Payload(" + length() + " bytes)";
    }
}
