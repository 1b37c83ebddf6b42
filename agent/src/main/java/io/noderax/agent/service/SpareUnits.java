package io.noderax.agent.service;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Takes away units that the version which runs does not have: those of a holder of another version, for instance. */
public final class SpareUnits {
    private final UnitFiles files;
    private final Systemd systemd;

    public SpareUnits(UnitFiles files, Systemd systemd) {
        this.files = files;
        this.systemd = systemd;
    }

    /**
     * Stops and removes them; those whose service still runs stay, since it may have tasks.
     *
     * @return those that are gone
     */
    public List<String> remove(Collection<String> names) throws IOException {
        List<String> spare =
                names.stream().filter(name -> !systemd.isActive(service(name))).toList();
        if (!spare.isEmpty()) {
            systemd.disable(spare);
            systemd.stop(spare);
            for (String name : spare) {
                files.remove(name);
            }
            systemd.reload();
        }
        return spare;
    }

    /** The service that a socket or a path starts. */
    private static String service(String unit) {
        return unit.substring(0, unit.lastIndexOf('.')) + ".service";
    }
}
