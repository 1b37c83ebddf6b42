package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.List;

/** Lines that we have asked a tool for field by field: name, version, architecture, description, tabs between. */
final class FieldLines implements OutputParser {
    private static final String NO_EPOCH = "0:";

    /** rpm keeps keys among the packages. */
    private static final String KEY = "gpg-pubkey";

    @Override
    public List<PackageEntry> parse(List<String> lines) {
        List<PackageEntry> entries = new ArrayList<>(lines.size());
        for (String line : lines) {
            String[] fields = line.split("\t", 4);
            if (fields.length >= 3 && !fields[0].isEmpty() && !fields[0].equals(KEY)) {
                String version = fields[1].startsWith(NO_EPOCH) ? fields[1].substring(2) : fields[1];
                entries.add(PackageEntry.of(fields[0], version, fields[2], fields.length > 3 ? fields[3] : null));
            }
        }
        return entries;
    }
}
