package io.noderax.agent.policy;

/** A text that others are held against; takes time in proportion to both lengths at most, whatever they hold. */
sealed interface Pattern {
    /** The text itself. */
    record Exact(String text) implements Pattern {}

    /** Texts that begin so. */
    record Prefix(String text) implements Pattern {}

    /** Texts in which {@code *} stands for any characters and {@code ?} for one. */
    record Glob(String text) implements Pattern {}

    /** Whether it fits, where a wildcard or the rest of a prefix may stand for anything. */
    default boolean fits(String text) {
        return fits(text, false);
    }

    /**
     * Whether it fits, where a wildcard or the rest of a prefix stands only for characters that no shell understands: letters,
     * digits, blanks and {@code _-./:,=@%+}.
     */
    default boolean fitsPlainly(String text) {
        return fits(text, true);
    }

    private boolean fits(String text, boolean plainly) {
        return switch (this) {
            case Exact(String whole) -> text.equals(whole);
            case Prefix(String start) -> text.startsWith(start) && isPlain(text, start.length(), plainly);
            case Glob(String glob) -> fits(glob, text, plainly);
        };
    }

    /** Goes back to the last star only, which is enough: what an earlier one could take, the last one can take too. */
    private static boolean fits(String glob, String text, boolean plainly) {
        int g = 0;
        int t = 0;
        int star = -1;
        int taken = 0;
        while (t < text.length()) {
            char wanted = g < glob.length() ? glob.charAt(g) : 0;
            if (g < glob.length() && wanted == '*') {
                star = g++;
                taken = t;
            } else if (g < glob.length()
                    && (wanted == '?' ? !plainly || isPlain(text.charAt(t)) : wanted == text.charAt(t))) {
                g++;
                t++;
            } else if (star >= 0 && (!plainly || isPlain(text.charAt(taken)))) {
                g = star + 1;
                t = ++taken;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }

    private static boolean isPlain(String text, int from, boolean plainly) {
        for (int i = from; plainly && i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || " _-./:,=@%+".indexOf(c) >= 0;
    }

    /** As it stands in a file. */
    default String words() {
        return switch (this) {
            case Exact(String text) -> '"' + text + '"';
            case Prefix(String text) -> "prefix \"" + text + '"';
            case Glob(String text) -> "glob \"" + text + '"';
        };
    }
}
