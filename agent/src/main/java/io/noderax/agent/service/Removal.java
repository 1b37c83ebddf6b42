package io.noderax.agent.service;

import io.noderax.agent.files.StepLog;
import io.noderax.agent.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Takes an installation away and says of each thing whether it was removed, absent or kept. Can be done again. */
public final class Removal {
    private final Layout layout;
    private final Systemd systemd;
    private final UnitFiles unitFiles;
    private final ServiceUser user;
    private final Consumer<String> say;

    public Removal(Layout layout, HostTools tools, Consumer<String> say) {
        this.layout = layout;
        this.systemd = new Systemd(tools);
        this.unitFiles = new UnitFiles(layout, StepLog.NONE);
        this.user = new ServiceUser(layout, tools);
        this.say = say;
    }

    /** Stops and removes the service: units and links. Tasks that run end. */
    public void removeService() {
        try {
            List<String> units = units();
            if (systemd.isThere()) {
                stop(units);
            }
            for (String unit : units) {
                Trees.delete(layout.units().resolve(unit + ".d"));
                tell("unit " + unit, Files.deleteIfExists(layout.units().resolve(unit)));
            }
            unitFiles.clean();
            if (systemd.isThere()) {
                systemd.reload();
                systemd.forget(units);
            }
            removeLink();
            remove(layout.run());
        } catch (IOException e) {
            throw new SetupFailed("the service cannot be removed: " + e, e);
        }
    }

    /**
     * Removes everything else.
     *
     * @param keepState whether settings, identity, journal and the records of root broker and updater stay, and with them their user
     */
    public void removeFiles(boolean keepState) {
        try {
            if (keepState) {
                say.accept("kept: " + layout.configFolder() + ", " + layout.state() + ", " + layout.brokerState() + ", "
                        + layout.updaterState() + " and user " + Layout.USER);
            } else {
                remove(layout.configFolder());
                remove(layout.state());
                remove(layout.brokerState());
                remove(layout.updaterState());
                say.accept(user.remove());
            }
            remove(layout.program());
        } catch (IOException e) {
            throw new SetupFailed("the installation cannot be removed: " + e, e);
        }
    }

    /** First who could start the agent again, then the agent, so that it asks for nothing any more. */
    private void stop(List<String> units) {
        List<String> there = units.stream()
                .filter(unit -> Files.exists(layout.units().resolve(unit)))
                .sorted(Comparator.comparing(unit -> !Units.OF_UPDATES.contains(unit)))
                .toList();
        if (there.isEmpty()) {
            return;
        }
        systemd.disable(there);
        for (String unit : there) {
            systemd.stop(List.of(unit));
            if (unit.endsWith(".service")) {
                systemd.killRest(unit);
            }
        }
    }

    private List<String> units() throws IOException {
        List<String> names = new ArrayList<>(Units.files().keySet());
        unitFiles.names().stream().filter(name -> !names.contains(name)).forEach(names::add);
        names.remove(Units.AGENT);
        names.addFirst(Units.AGENT);
        return names;
    }

    /** Only ours. */
    private void removeLink() throws IOException {
        Path link = layout.command();
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            tell(link.toString(), false);
        } else if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).endsWith("noderax-agent/noderax-agent")) {
            tell(link.toString(), Files.deleteIfExists(link));
        } else {
            say.accept("kept: " + link + ", which is not the agent's link");
        }
    }

    private void remove(Path folder) throws IOException {
        tell(folder.toString(), Trees.delete(folder));
    }

    private void tell(String what, boolean removed) {
        say.accept((removed ? "removed: " : "absent: ") + what);
    }
}
