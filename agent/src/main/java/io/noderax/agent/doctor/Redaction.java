package io.noderax.agent.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Takes secrets out of a text: those that are known, and whatever has the form of one. */
public final class Redaction {
    /** Only by form. */
    public static final Redaction PATTERNS = new Redaction(List.of());

    private static final String HIDDEN = "(hidden)";
    private static final int SHORTEST_SECRET = 6;

    private static final Pattern USER_IN_ADDRESS = Pattern.compile("(?<=://)[^/@\\s\"]+(?=@)");
    private static final Pattern HEADER =
            Pattern.compile("(?i)(authorization\\W{1,4}(?:bearer|basic)? *|bearer +)[^\\s\",]+");
    private static final Pattern TOKEN_IN_PATH =
            Pattern.compile("(/enrollments/|/node-installs/)(?!finalize|initiate|consume|approve)[^/\\s\"?]{8,}");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)([\\w.-]*(?:token|password|passwd|secret|api_?key)\"?\\s*[=:]\\s*\"?)(?!\\(hidden\\))[^\\s\",}&]+");
    private static final Pattern TOKEN = Pattern.compile("\\b[0-9a-fA-F]{40,}\\b|\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private final List<String> known;

    /** @param known values that are secret whatever they look like */
    public Redaction(Collection<String> known) {
        this.known = new ArrayList<>();
        known.stream().filter(secret -> secret.length() >= SHORTEST_SECRET).forEach(this.known::add);
    }

    public String of(String text) {
        String clean = text;
        for (String secret : known) {
            clean = clean.replace(secret, HIDDEN);
        }
        clean = USER_IN_ADDRESS.matcher(clean).replaceAll(HIDDEN);
        clean = HEADER.matcher(clean).replaceAll("$1" + HIDDEN);
        clean = TOKEN_IN_PATH.matcher(clean).replaceAll("$1" + HIDDEN);
        clean = NAMED.matcher(clean).replaceAll("$1" + HIDDEN);
        return TOKEN.matcher(clean).replaceAll(HIDDEN);
    }
}
