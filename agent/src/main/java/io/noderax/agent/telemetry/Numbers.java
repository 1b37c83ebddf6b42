package io.noderax.agent.telemetry;

/** Takes numbers out of text without making objects; a fault is an {@link IllegalArgumentException}. One thread. */
final class Numbers {
    private final String text;
    private int place;

    Numbers(String text) {
        this.text = text;
    }

    /** Moves behind the next occurrence; false, without moving, when there is none. */
    boolean skipTo(String mark) {
        int found = text.indexOf(mark, place);
        if (found >= 0) {
            place = found + mark.length();
        }
        return found >= 0;
    }

    /** The next whole number on this line. */
    long next() {
        skipBlanks();
        int start = place;
        long number = 0;
        while (place < text.length() && isDigit(text.charAt(place))) {
            number = number * 10 + text.charAt(place++) - '0';
        }
        if (place == start) {
            throw new IllegalArgumentException("a number is missing at " + start);
        }
        return number;
    }

    /** The next number with a fraction. */
    double decimal() {
        skipBlanks();
        int start = place;
        while (place < text.length() && (isDigit(text.charAt(place)) || text.charAt(place) == '.')) {
            place++;
        }
        return Double.parseDouble(text.substring(start, place));
    }

    /** Whether another number stands on this line. */
    boolean hasNext() {
        skipBlanks();
        return place < text.length() && isDigit(text.charAt(place));
    }

    private void skipBlanks() {
        while (place < text.length() && (text.charAt(place) == ' ' || text.charAt(place) == '\t')) {
            place++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
