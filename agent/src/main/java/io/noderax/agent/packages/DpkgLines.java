package io.noderax.agent.packages;

import java.util.List;

/** {@code dpkg-query} with the state before the fields: only what is unpacked on this machine counts as installed. */
final class DpkgLines implements OutputParser {
    private static final int STATE_AT = 1;
    private static final String GONE = "nc";
    private final FieldLines fields = new FieldLines();

    /** The second character of the state: {@code n} not installed, {@code c} only its settings are left. */
    @Override
    public List<PackageEntry> parse(List<String> lines) {
        return fields.parse(lines.stream()
                .filter(line -> line.indexOf('\t') > STATE_AT && GONE.indexOf(line.charAt(STATE_AT)) < 0)
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .toList());
    }
}
