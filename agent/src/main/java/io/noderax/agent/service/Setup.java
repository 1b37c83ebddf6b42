package io.noderax.agent.service;

import io.noderax.agent.files.StepLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes a service of an image: user, folders, image, links, units, in this order, so that a run which was killed has left nothing that
 * the next one does not put right. Configuration and identity stay as they are.
 */
public final class Setup {
    private final Layout layout;
    private final Systemd systemd;
    private final ServiceUser user;
    private final Versions versions;
    private final UnitFiles units;
    private final Consumer<String> say;

    /** @param say is told what was done, a line each */
    public Setup(Layout layout, HostTools tools, Consumer<String> say) {
        this.layout = layout;
        this.systemd = new Systemd(tools);
        this.user = new ServiceUser(layout, tools);
        this.versions = new Versions(layout, StepLog.NONE);
        this.units = new UnitFiles(layout, StepLog.NONE);
        this.say = say;
    }

    /** Everything but the start; also over an installation that is there. */
    public void place(Image image, String version) {
        systemd.require();
        try {
            if (user.ensure()) {
                say.accept("made: user " + Layout.USER);
            }
            folders();
            endUpdate();
            Path folder = versions.place(image, version);
            versions.run(folder);
            say.accept("in place: " + folder);
            units();
            versions.prune();
        } catch (IOException e) {
            throw new SetupFailed("the installation cannot be written: " + e, e);
        }
    }

    /** What was written as root for the agent becomes the agent's. */
    public void handOver() {
        try {
            if (Files.exists(layout.config())) {
                Files.setPosixFilePermissions(layout.config(), PosixFilePermissions.fromString("rw-r-----"));
                user.share(layout.config());
            }
            if (Files.exists(layout.identity())) {
                user.own(layout.identity());
            }
        } catch (IOException e) {
            throw new SetupFailed("the agent's files cannot be given to it: " + e, e);
        }
    }

    /** Starts the agent, or the new version of one that runs; blocks until it does its work. */
    public void start() {
        systemd.start(UnitSet.ofThisVersion().waiting());
        systemd.restart(List.of(Units.AGENT));
    }

    private void folders() throws IOException {
        for (Path shared : List.of(layout.program(), layout.versions(), layout.configFolder())) {
            Files.createDirectories(shared);
            Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        if (!Files.exists(layout.state())) {
            Files.createDirectories(layout.state());
        }
        Files.setPosixFilePermissions(layout.state(), PosixFilePermissions.fromString("rwx------"));
        user.own(layout.state());
    }

    /** What an operator installs stands above an update that is not over. */
    private void endUpdate() throws IOException {
        if (Files.exists(layout.pendingUpdate())) {
            List<String> there = new ArrayList<>(Units.OF_UPDATES);
            there.retainAll(units.names());
            if (!there.isEmpty()) {
                systemd.stop(there);
            }
            Files.deleteIfExists(layout.pendingUpdate());
            say.accept("ended: an update that was not over");
        }
        versions.clean();
        units.clean();
    }

    private void units() throws IOException {
        UnitSet wanted = UnitSet.ofThisVersion();
        List<String> others = new ArrayList<>(units.names());
        others.removeAll(wanted.files().keySet());
        for (Map.Entry<String, String> unit : wanted.files().entrySet()) {
            units.write(unit.getKey(), unit.getValue());
        }
        systemd.reload();
        systemd.enable(wanted.enabled());
        List<String> removed = new SpareUnits(units, systemd).remove(others);
        for (String unit : others) {
            say.accept(removed.contains(unit) ? "removed: " + unit : "kept: " + unit + ", which still has tasks");
        }
        say.accept("enabled: " + String.join(", ", wanted.enabled()));
    }
}
