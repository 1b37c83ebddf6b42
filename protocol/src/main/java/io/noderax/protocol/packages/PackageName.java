package io.noderax.protocol.packages;

import java.util.regex.Pattern;

/** How packages may be called: what every package tool takes for a name, and no tool for an option, a pattern or a file. */
public final class PackageName {
    private static final int LONGEST = 255;
    private static final int SHOWN = 80;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._:=~@^-]*(/[A-Za-z0-9+._:=~@^-]+)?");

    private PackageName() {}

    /** What is wrong with it, as a sentence that begins with the member's name; empty: nothing. */
    public static String problem(String member, String name) {
        if (name.length() <= LONGEST && FORM.matcher(name).matches()) {
            return "";
        }
        String shown = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
        return "%s must be a package name of 1 to %d letters, digits and + . _ : = ~ @ ^ -, which begins with a letter or a digit (got \"%s\")"
                .formatted(member, LONGEST, shown.replaceAll("\\p{Cntrl}", "?"));
    }
}
