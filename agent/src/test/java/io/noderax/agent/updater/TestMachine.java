package io.noderax.agent.updater;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.controlplane.Api;
import io.noderax.agent.controlplane.CurrentIdentity;
import io.noderax.agent.controlplane.ProxyEnvironment;
import io.noderax.agent.controlplane.UpdateCalls;
import io.noderax.agent.files.StepLog;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.agent.service.HostTools;
import io.noderax.agent.service.Layout;
import io.noderax.agent.update.UpdateRefused;
import io.noderax.agent.update.UpdateRequest;
import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.update.UpdateProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A machine with an installation in a folder. Its agent is a word in a file: the version that was current when it was started last,
 * or nothing when that version crashes. Time moves only when somebody waits.
 */
final class TestMachine implements Supervisor, AgentLook, Progress {
    static final UUID TARGET = UUID.fromString("4fdabe31-4eb4-4b73-8d83-33f3e33b4106");

    /** An image with this word in its launcher crashes when it is started as an agent. */
    static final String CRASHES = "crashes";

    private static final String UNIT = "noderax-agent.service";

    final Path root;
    final List<UpdateProgress> told = new ArrayList<>();
    final List<String> steps = new ArrayList<>();
    private final Path folder;
    private final Path running;
    private final UpdateCalls calls;
    private final Layout layout;
    private final Installation installation;
    private final UpdaterFolder own;
    final Updater updater;
    private StepLog also = _ -> {};
    private long nanos;

    /** Units that run, as the service manager says. */
    final Set<String> active = new TreeSet<>();

    @Nullable
    String failure;

    boolean serverAnswers = true;
    private long failureUntil = Long.MAX_VALUE;

    private TestMachine(Path folder, String url, Map<String, String> environment) {
        this.folder = folder;
        this.layout = new Layout(folder);
        this.root = layout.program();
        this.running = folder.resolve("running");
        this.calls = calls(url, environment);
        StepLog log = step -> {
            steps.add(step);
            also.begin(step);
        };
        this.installation = new Installation(layout, log);
        this.own = new UpdaterFolder(layout, log);
        Trial.Pause pause = time -> {
            nanos += time.toNanos();
            return true;
        };
        Updater.Parts parts = new Updater.Parts(
                this,
                new SystemdUnits(layout, this::systemctl, log, quiet()),
                this,
                from -> new ReleaseFetch(
                        calls,
                        new TrustedKeys(layout.releaseKey(), layout.image(from)),
                        installation,
                        log,
                        pause,
                        "x86_64"),
                _ -> this,
                _ -> new Trial(this, () -> serverAnswers, TrialTimes.NORMAL, pause, () -> nanos));
        this.updater = new Updater(installation, own, parts, quiet());
    }

    /** With version 1.0.0 (counter 10) running, and the key pinned. */
    static TestMachine install(Path folder, String url, String key) {
        return install(folder, url, key, Map.of());
    }

    /** @param environment of the updater; may name proxies */
    static TestMachine install(Path folder, String url, String key, Map<String, String> environment) {
        TestMachine machine = new TestMachine(folder, url, environment);
        try {
            Path version = Files.createDirectories(machine.root.resolve("versions/1.0.0"));
            Files.writeString(version.resolve("noderax-agent"), launcher("1.0.0", ""));
            version.resolve("noderax-agent").toFile().setExecutable(true);
            Files.writeString(version.resolve("release-counter"), "10\n");
            Files.createSymbolicLink(machine.root.resolve("current"), Path.of("versions/1.0.0"));
            Files.createDirectories(machine.layout.releaseKey().getParent());
            Files.writeString(machine.layout.releaseKey(), key);
            Files.createDirectories(machine.layout.units());
            Files.writeString(machine.layout.units().resolve(UNIT), unit("1.0.0"));
            machine.reload();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        machine.restartAgent();
        return machine;
    }

    /** The same machine after the updater's process was killed. */
    static TestMachine again(Path folder, String url) {
        return new TestMachine(folder, url, Map.of());
    }

    /** It has one unit more than the version that is installed. */
    static String launcher(String version, String word) {
        return """
                #!/bin/sh
                # %1$s
                if [ "$1" = units ]; then
                    echo '{"units": [{"name": "noderax-agent.service", "text": "%2$s", "enabled": true},'\\
                        '{"name": "noderax-agent-more.path", "text": "more of %2$s", "enabled": true}]}'
                else
                    echo "noderax-agent %3$s (test)"
                fi
                """.formatted(word, unit(version), version);
    }

    private static String unit(String version) {
        return "unit of " + version;
    }

    /** Before each step of the updater. */
    TestMachine atEachStep(StepLog what) {
        also = what;
        return this;
    }

    /** From now on the agent's claims fail so. */
    void failFor(String code, Duration time) {
        failure = code;
        failureUntil = nanos + time.toNanos();
    }

    void ask(String version, boolean rollback) throws UpdateRefused {
        updater.accept(new UpdateRequest(version, TARGET, rollback));
    }

    @Nullable
    String finish() throws IOException {
        return updater.finish();
    }

    /** Asks and finishes; null when it went well. */
    @Nullable
    String update(String version, boolean rollback) {
        try {
            ask(version, rollback);
            return finish();
        } catch (UpdateRefused | IOException e) {
            throw new AssertionError(e);
        }
    }

    // --- how it is -------------------------------------------------------------------------------------------------

    String current() throws IOException {
        return String.valueOf(installation.current());
    }

    /** What the current link leads to can be started. */
    boolean canStart() throws IOException {
        Path launcher = root.resolve("current/noderax-agent");
        return Files.isExecutable(launcher)
                && Files.readString(launcher).contains("noderax-agent " + current() + " (test)");
    }

    boolean isOver() throws IOException {
        return own.pending() == null;
    }

    String running() {
        try {
            return Files.exists(running) ? Files.readString(running) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the service manager has read of all units. */
    String units() throws IOException {
        return Files.readString(loaded());
    }

    /** What they are when that version runs. */
    static String unitsOf(String version) {
        return version.equals("1.0.0")
                ? "[noderax-agent.service: unit of 1.0.0]"
                : "[noderax-agent-more.path: more of unit of %1$s, noderax-agent.service: unit of %1$s]"
                        .formatted(version);
    }

    /** All names in the installation, but not what is in a version. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Path below : List.of(root, root.resolve("versions"))) {
            try (Stream<Path> entries = Files.list(below)) {
                entries.map(root::relativize).map(Path::toString).forEach(names::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        names.remove("versions");
        return names;
    }

    /** A unit of another version. */
    void addUnit(String name) {
        try {
            Files.writeString(layout.units().resolve(name), "other");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all files among the units. */
    List<String> unitNames() {
        try (Stream<Path> units = Files.list(layout.units())) {
            return units.map(unit -> unit.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    UpdateProgress lastTold() {
        return told.getLast();
    }

    // --- its parts -------------------------------------------------------------------------------------------------

    @Override
    public void restartAgent() {
        try {
            String launcher = Files.readString(root.resolve("current/noderax-agent"));
            Files.writeString(
                    running,
                    launcher.contains(CRASHES)
                            ? ""
                            : String.valueOf(
                                    root.resolve("current").toRealPath().getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HostTools.Said systemctl(List<String> command) {
        if (command.contains("daemon-reload")) {
            reload();
        }
        boolean no = command.contains("is-active") && !active.contains(command.getLast());
        return new HostTools.Said(no ? 3 : 0, "");
    }

    private void reload() {
        List<String> read = new ArrayList<>();
        try (Stream<Path> units = Files.list(layout.units())) {
            for (Path unit : units.sorted().toList()) {
                if (!unit.getFileName().toString().startsWith(".")) {
                    read.add(unit.getFileName() + ": " + Files.readString(unit));
                }
            }
            Files.writeString(loaded(), read.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path loaded() {
        return folder.resolveSibling(folder.getFileName() + ".loaded");
    }

    @Override
    public Seen look() {
        String version = running();
        boolean fails = failure != null && nanos < failureUntil;
        return version.isEmpty()
                ? new Seen.Nobody("no agent runs")
                : new Seen.Running(version, 4711, !fails, fails ? failure : null, fails ? "it says " + failure : null);
    }

    @Override
    public void say(UpdateProgress progress) {
        told.add(progress);
    }

    @Override
    public void insist(UpdateProgress progress) {
        told.add(progress);
    }

    @Override
    public boolean serverAnswers() {
        return serverAnswers;
    }

    private UpdateCalls calls(String url, Map<String, String> environment) {
        Api.Address address =
                new Api.Address(URI.create(url), new ProxyEnvironment(environment), null, "noderax-agent/1.0.0");
        Identity identity = new Identity(new NodeId(TARGET), new AgentToken("%064x".formatted(7)), null);
        IdentityStore store = IdentityStore.of(AgentConfig.of(
                JsonObject.of("state_file", folder.resolve("identity.json").toString()), Map.of()));
        return new UpdateCalls(
                new Api(address, Duration.ofSeconds(5), Clock.systemUTC()), new CurrentIdentity(store, identity));
    }

    private static EventLog quiet() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new EventLog(nowhere, Level.INFO, Clock.systemUTC());
    }
}
