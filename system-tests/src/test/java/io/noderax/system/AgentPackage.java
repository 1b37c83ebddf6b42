package io.noderax.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agent as it is packed for machines without Java; made from what is built, once in a run. */
final class AgentPackage {
    /** Guarded by the class. */
    private static @Nullable PackingRun made;

    private AgentPackage() {}

    /** The packed image. */
    static Path file() {
        return release().file("tar.gz");
    }

    /** All kinds of it, and the manifest: a folder of releases. */
    static synchronized PackingRun release() {
        if (made == null) {
            made = PackingRun.of("package-agent", Path.of("target", "package"), "tar deb rpm");
        }
        return made;
    }

    /** Unpacks it there, readable for all; gives the program. */
    static Path unpack(Path folder) {
        Command tar = Command.start(folder, List.of("tar", "-xzf", file().toString()), Map.of());
        if (tar.await() != 0) {
            throw new AssertionError(tar.err());
        }
        String name = file().getFileName().toString().replace(".tar.gz", "");
        return folder.resolve(name).resolve("noderax-agent");
    }
}
