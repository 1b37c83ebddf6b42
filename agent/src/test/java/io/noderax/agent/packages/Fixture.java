package io.noderax.agent.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Output of a real tool, written down. */
final class Fixture {
    private Fixture() {}

    static List<String> lines(String name) {
        try (InputStream in = Fixture.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One row a package: name, version, architecture, description, available version. */
    static List<String> rows(OutputParser parser, String name) {
        return parser.parse(lines(name)).stream()
                .map(e -> String.join(
                        "|",
                        e.name(),
                        String.valueOf(e.version()),
                        String.valueOf(e.architecture()),
                        String.valueOf(e.description()),
                        String.valueOf(e.availableVersion())))
                .toList();
    }
}
