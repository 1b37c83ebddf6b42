package io.noderax.protocol.packages;

import java.util.regex.Pattern;

/** How packages may be called: what no package tool takes for an option, a pattern, a file, or the wish for something else. */
public record PackageName(String text) {
    private static final int LONGEST = 255;
    private static final int SHOWN = 80;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9+._:=~^-]*[A-Za-z0-9+._~^])?");

    public PackageName {
        String problem = problem("a package", text);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** What is wrong with it, as a sentence that begins with the member's name; empty: nothing. */
    public static String problem(String member, String name) {
        if (name.length() <= LONGEST && FORM.matcher(name).matches()) {
            return "";
        }
        String shown = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
        return "%s must be a package name of 1 to %d letters, digits and + . _ : = ~ ^ -, which begins with a letter or a digit and does not end with - : = (got \"%s\")"
                .formatted(member, LONGEST, shown.replaceAll("\\p{Cntrl}", "?"));
    }
}
