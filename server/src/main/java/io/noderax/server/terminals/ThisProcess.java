package io.noderax.server.terminals;

import jakarta.inject.Singleton;
import java.util.UUID;

/** Who this server process is among those on the same database. */
@Singleton
class ThisProcess {
    private final UUID id = UUID.randomUUID();
    private final String name =
            ProcessHandle.current().pid() + "-" + id.toString().substring(0, 8);

    UUID id() {
        return id;
    }

    /** As browsers see it: {@code sourceInstanceId}. */
    String instanceName() {
        return name;
    }
}
