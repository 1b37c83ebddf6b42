package io.noderax.socketio.packet;

/** Shows a little of what was refused, fit for one line of a log. */
final class BadText {
    private static final int LONGEST = 40;

    private BadText() {}

    static String excerpt(String text) {
        StringBuilder shown = new StringBuilder("\"");
        for (int at = 0; at < Math.min(text.length(), LONGEST); at++) {
            char c = text.charAt(at);
            shown.append(c < ' ' || Character.isSurrogate(c) ? '?' : c);
        }
        return shown.append(text.length() > LONGEST ? "...\"" : "\"").toString();
    }
}
