package io.noderax.agent.service;

import io.noderax.agent.files.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes a service of an image: user, folders, image, links, units, in this order, so that a run which was killed has left nothing that
 * the next one does not put right. Configuration and identity stay as they are.
 */
public final class Setup {
    private final Layout layout;
    private final Systemd systemd;
    private final ServiceUser user;
    private final Versions versions;
    private final Consumer<String> say;

    /** @param say is told what was done, a line each */
    public Setup(Layout layout, HostTools tools, Consumer<String> say) {
        this.layout = layout;
        this.systemd = new Systemd(tools);
        this.user = new ServiceUser(layout, tools);
        this.versions = new Versions(layout);
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
            Path before = versions.running();
            Path folder = versions.place(image, version);
            versions.run(folder);
            say.accept("in place: " + folder);
            units();
            versions.keepOnly(before == null ? List.of(folder) : List.of(folder, before));
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
        systemd.start(Units.sockets());
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

    private void units() throws IOException {
        List<String> old = oldHolders();
        for (Map.Entry<String, String> unit : Units.files().entrySet()) {
            write(layout.units().resolve(unit.getKey()), unit.getValue());
        }
        systemd.reload();
        systemd.enable(Units.enabled());
        for (String unit : old) {
            retire(unit);
        }
        say.accept("enabled: " + String.join(", ", Units.enabled()));
    }

    /** Holders of another version; those that have tasks stay until the next installation. */
    private void retire(String socket) throws IOException {
        String service = socket.replace(".socket", ".service");
        if (systemd.isActive(service)) {
            say.accept("kept: " + service + ", which still has tasks");
            return;
        }
        systemd.disable(List.of(socket));
        systemd.stop(List.of(socket));
        Files.deleteIfExists(layout.units().resolve(socket));
        Files.deleteIfExists(layout.units().resolve(service));
        systemd.reload();
        say.accept("removed: " + socket);
    }

    private List<String> oldHolders() throws IOException {
        List<String> old = new ArrayList<>();
        Files.createDirectories(layout.units());
        try (Stream<Path> all = Files.list(layout.units())) {
            all.map(file -> file.getFileName().toString())
                    .filter(name -> Units.isOurs(name) && name.endsWith(".socket"))
                    .filter(name -> !Units.files().containsKey(name))
                    .forEach(old::add);
        }
        return old;
    }

    private static void write(Path file, String text) throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return;
        }
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFile.syncFolder(file.resolveSibling(""));
    }
}
