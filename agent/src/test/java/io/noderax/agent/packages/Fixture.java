package io.noderax.agent.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Outputs of tools; the README beside them says which are recorded and which are written by hand. */
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

    /** Where they stand. */
    static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(Fixture.class.getResource("apt-search.txt"))
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One row a package: name, version, architecture, description, available version. */
    static List<String> rows(OutputParser parser, String name) {
        return rows(parser, lines(name));
    }

    static List<String> rows(OutputParser parser, List<String> lines) {
        return parser.parse(lines).stream()
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
