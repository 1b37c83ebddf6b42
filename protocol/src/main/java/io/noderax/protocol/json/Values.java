package io.noderax.protocol.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a value of a tree is worth as something else. */
final class Values {
    private static final int SHOWN_CHARACTERS = 60;

    private Values() {}

    /** An integer, also one written as text; null when it is none, or too large. */
    static @Nullable Long integer(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case BigInteger _ -> null;
            case BigDecimal number -> number.stripTrailingZeros().scale() <= 0 ? exact(number) : null;
            case String text -> text.matches("-?[0-9]{1,18}") ? Long.valueOf(text) : null;
            case null, default -> null;
        };
    }

    /** A number, not one written as text; null when it is none. */
    static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue()) ? number.doubleValue() : null;
    }

    /** Without a fraction of nothing. */
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static @Nullable Long exact(BigDecimal number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** The start of the value, for a sentence that says what is wrong with it. */
    static String shown(Object value) {
        String text = value instanceof String || value instanceof JsonObject || value instanceof List<?>
                ? Json.print(value)
                : String.valueOf(value);
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
