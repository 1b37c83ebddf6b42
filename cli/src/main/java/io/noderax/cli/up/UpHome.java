package io.noderax.cli.up;

import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where {@code up} keeps everything: the server's home, with the demo agent's folder, the logs, and what tells which processes
 * run.
 */
record UpHome(Path path) {
    Path folder(String name) {
        Path folder = path.resolve(name);
        try {
            PrivateFile.createFolder(folder);
        } catch (IOException e) {
            throw new CommandFailure(
                    "the folder %s cannot be made (%s); name another one by NODERAX_HOME".formatted(folder, e));
        }
        return folder;
    }

    Path run(String name) {
        return folder("run").resolve(name);
    }

    Path log(String name) {
        return folder("logs").resolve(name);
    }

    Path agent(String name) {
        return folder("agent").resolve(name);
    }

    /** Holds the first administrator's e-mail address; the server writes it once there is one. */
    Path administratorMark() {
        return path.resolve("admin-created");
    }
}
