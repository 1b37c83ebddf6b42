package io.noderax.server.storage.embedded;

import io.noderax.server.storage.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The system user that PostgreSQL's programs run as: the server's own; or, when that is root, which PostgreSQL refuses, the
 * system user {@code noderax}, made when it is not there.
 */
final class DatabaseUser {
    private static final String NAME = "noderax";

    private final boolean isRoot;

    private DatabaseUser(boolean isRoot) {
        this.isRoot = isRoot;
    }

    /** @throws DatabaseTrouble when root cannot make the user */
    static DatabaseUser current() {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root && !exists()) {
            Program.run(List.of("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME), "");
        }
        return new DatabaseUser(root);
    }

    private static boolean exists() {
        return Program.exitCode(List.of("id", "--user", NAME)) == 0;
    }

    /** The command, so that it runs as this user. */
    List<String> as(List<String> command) {
        if (!isRoot) {
            return command;
        }
        List<String> changed = new ArrayList<>(
                List.of("setpriv", "--reuid", NAME, "--regid", NAME, "--clear-groups", "--inh-caps=-all", "--"));
        changed.addAll(command);
        return changed;
    }

    /** Gives the folder and what is in it to this user; does nothing when it is the server's own. */
    void own(Path folder) {
        if (isRoot) {
            Program.run(List.of("chown", "--recursive", NAME + ':' + NAME, folder.toString()), "");
        }
    }

    /** Gives the folder alone to this user, so that it can get through; does nothing when it is the server's own. */
    void ownOnly(Path folder) {
        if (isRoot) {
            Program.run(List.of("chown", NAME + ':' + NAME, folder.toString()), "");
        }
    }

    /** @throws DatabaseTrouble when this user cannot get into the folder, or its file system does not run programs */
    void requireReach(Path program) {
        try {
            Program.run(as(List.of(program.toString(), "--version")), "");
        } catch (DatabaseTrouble e) {
            throw new DatabaseTrouble(
                    "%s cannot be run%s: %s. A library may be missing (libstdc++), the file system may be mounted noexec, or a folder above may be closed; choose another NODERAX_HOME then"
                            .formatted(program, isRoot ? " by the user " + NAME : "", e.getMessage()),
                    e);
        }
    }

    /** Writes the file so that this user can read it, and nobody else but root. */
    void writePrivate(Path file, String text) {
        PrivateFile.write(file, text);
        own(file);
    }

    static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new DatabaseTrouble("cannot read %s (%s)".formatted(file, e.getMessage()), e);
        }
    }
}
