package io.noderax.agent.containment;

import io.noderax.linux.ControlGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The control group of an attempt, in its folder: who comes after a holder that was killed ends by it what is left. */
public final class GroupFile {
    private static final String NAME = "group";

    private GroupFile() {}

    /** Written before the attempt starts. */
    public static void write(Path folder, ControlGroup group) throws IOException {
        Files.writeString(folder.resolve(NAME), group.folder().toString());
    }

    /** The group itself stays. */
    public static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NAME));
    }

    /** Null when it has none, or none any more. */
    public static @Nullable ControlGroup read(Path folder) {
        try {
            ControlGroup group = new ControlGroup(Path.of(Files.readString(folder.resolve(NAME))));
            return group.isThere() ? group : null;
        } catch (IOException e) {
            return null;
        }
    }
}
