package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code apt list} and {@code apt search}: {@code name/suite version architecture [state]}, in a search with the description below. */
final class AptLines implements OutputParser {
    private static final Pattern HEAD = Pattern.compile("([^\\s/]+)/(\\S*) (\\S+) (\\S+)(?: \\[(.*)])?");
    private static final String FROM = "upgradable from: ";
    private static final String TO = "upgradable to: ";

    @Override
    public List<PackageEntry> parse(List<String> lines) {
        List<PackageEntry> entries = new ArrayList<>();
        for (String line : lines) {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                entries.add(entry(head));
            } else if (line.startsWith("  ") && !entries.isEmpty()) {
                PackageEntry last = entries.removeLast();
                entries.add(last.with(PackageEntry.of(last.name(), null, null, line)));
            }
        }
        return entries;
    }

    private static PackageEntry entry(Matcher head) {
        String name = head.group(1);
        String version = head.group(3);
        String architecture = head.group(4);
        String installed = after(FROM, head.group(5));
        if (installed != null) {
            return PackageEntry.of(name, installed, architecture, null)
                    .with(PackageEntry.upgradable(name, architecture, version));
        }
        PackageEntry entry = PackageEntry.of(name, version, architecture, null);
        String newer = after(TO, head.group(5));
        return newer == null ? entry : entry.with(PackageEntry.upgradable(name, architecture, newer));
    }

    private static @Nullable String after(String mark, @Nullable String state) {
        int at = state == null ? -1 : state.indexOf(mark);
        return state == null || at < 0 ? null : state.substring(at + mark.length());
    }
}
