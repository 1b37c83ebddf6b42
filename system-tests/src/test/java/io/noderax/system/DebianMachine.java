package io.noderax.system;

import io.noderax.linux.WindowSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A Debian with a real systemd, booted in a container that shares this machine's network, so that a server on loopback is in
 * reach. It has no Java. Needs root, mmdebstrap and systemd-nspawn.
 */
final class DebianMachine implements AutoCloseable {
    private static final Duration LONGEST_COMMAND = Duration.ofSeconds(90);
    private static final Duration LONGEST_BOOT = Duration.ofSeconds(90);

    private final Path root;
    private final String name = "noderax-" + UUID.randomUUID().toString().substring(0, 8);
    private Process container;
    private long init;

    private DebianMachine(Path root) {
        this.root = root;
        try {
            Files.writeString(root.resolve("etc/hostname"), name + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /** Whether this machine can have one, or has to: nothing is skipped in CI. */
    static boolean isWanted() {
        return "root".equals(System.getProperty("user.name")) || System.getenv("CI") != null;
    }

    /** Makes one in a folder of its own below the given one, and blocks until it is up. */
    static DebianMachine boot(OpenFolder folder) {
        Path root = folder.folder("debian");
        DebianRoot.unpack(root);
        return new DebianMachine(root);
    }

    /** Its root folder on its disk, as seen from here; what it mounts itself (/run, /tmp, /proc) does not show. */
    Path root() {
        return root;
    }

    /** Its hostname. */
    String name() {
        return name;
    }

    /** Runs a command in it as root, to whatever end. */
    HostCommand end(String... command) {
        return HostCommand.end(LONGEST_COMMAND, entering(command));
    }

    /** Begins a command in it as root, which nobody answers. */
    Command begin(String... command) {
        return Command.start(root.resolveSibling(""), entering(command), Map.of());
    }

    /** Begins a command in it as root on a terminal, at which the test sits. */
    OperatorTerminal terminal(String... command) {
        return OperatorTerminal.start(entering(command), Map.of(), root.resolveSibling(""), new WindowSize(120, 40));
    }

    private List<String> entering(String... command) {
        List<String> whole = new ArrayList<>(List.of(
                "/usr/bin/nsenter",
                "--target",
                Long.toString(init),
                "--all",
                "env",
                "-i",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME=/root",
                "LANG=C.UTF-8"));
        whole.addAll(List.of(command));
        return whole;
    }

    /** Runs a command in it as root, which has to end well; gives its output without the last line's end. */
    String run(String... command) {
        HostCommand ended = end(command);
        if (ended.code() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + " ended with " + ended.code() + ":\n" + ended.out() + ended.err());
        }
        return ended.out().stripTrailing();
    }

    /** Runs a script in it as root, which has to end well. */
    String shell(String script) {
        return run("sh", "-c", script);
    }

    /** One property of a unit, as {@code systemctl show} has it. */
    String property(String unit, String property) {
        return run("systemctl", "show", "--property=" + property, "--value", unit);
    }

    /** What the unit has logged since the boot. */
    String journal(String unit) {
        return end("journalctl", "--boot", "--no-pager", "--output=cat", "--unit", unit)
                .out();
    }

    /** Copies a file or a folder of this machine into it. */
    void copy(Path from, String to) {
        Path target = root.resolve(to.substring(1));
        try {
            Files.createDirectories(target.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HostCommand.run(LONGEST_COMMAND, "cp", "-a", from.toString(), target.toString());
    }

    /** Every file and folder of its disk, and of what it keeps in memory. */
    SortedSet<String> files() {
        return new TreeSet<>(
                run("find", "/", "/run", "/tmp", "/dev/shm", "-xdev").lines().toList());
    }

    /** An orderly shutdown, then the next boot; blocks until it is up again. */
    void reboot() {
        end("systemctl", "reboot");
        awaitGone();
        start();
    }

    /** As if the power had failed, then the next boot. */
    void cutPower() {
        kill();
        start();
    }

    @Override
    public void close() {
        kill();
    }

    private void start() {
        try {
            container = new ProcessBuilder(
                            "systemd-nspawn",
                            "--quiet",
                            "--register=no",
                            "--keep-unit",
                            "--directory=" + root,
                            "--machine=" + name,
                            "--resolv-conf=off",
                            "--timezone=off",
                            "--console=pipe",
                            "--boot")
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
            container.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new WaitLoop("the machine has booted", LONGEST_BOOT).until(this::isUp);
    }

    private boolean isUp() {
        if (!container.isAlive()) {
            throw new AssertionError("the machine went down:\n" + console());
        }
        init = container.children().mapToLong(ProcessHandle::pid).findFirst().orElse(0);
        if (init == 0) {
            return false;
        }
        String state = end("systemctl", "is-system-running").out().strip();
        return state.equals("running") || state.equals("degraded");
    }

    private void kill() {
        ProcessHandle.of(init).ifPresent(ProcessHandle::destroyForcibly);
        awaitGone();
    }

    private void awaitGone() {
        new WaitLoop("the machine is down", LONGEST_BOOT).until(() -> !container.isAlive());
    }

    private String console() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return "";
        }
    }

    private Path log() {
        return root.resolveSibling("console.log");
    }
}
