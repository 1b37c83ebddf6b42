package io.noderax.agent.doctor;

import io.noderax.agent.packages.PackageLook;
import io.noderax.linux.ControlGroups;
import io.noderax.linux.GroupLook;
import io.noderax.linux.OwnUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine: its system, its service manager, its ways to root, its packages, and what tasks can be kept in. */
final class MachineChecks {
    private static final String AGENT_UNIT = "noderax-agent.service";

    private final Path root;
    private final List<Path> programs;
    private final PackageLook packages;

    /** @param programs the folders of PATH */
    MachineChecks(Path root, List<Path> programs, PackageLook packages) {
        this.root = root;
        this.programs = List.copyOf(programs);
        this.packages = packages;
    }

    List<Check> all() {
        return List.of(
                new Check("system", this::system),
                new Check("systemd", this::systemd),
                new Check("control-groups", this::controlGroups),
                new Check("sudo", this::sudo),
                new Check("packages", this::packages));
    }

    private CheckResult system(String name) throws IOException {
        String release = "an unknown system";
        for (String file : List.of("etc/os-release", "usr/lib/os-release")) {
            Path path = root.resolve(file);
            if (Files.isReadable(path)) {
                release = Files.readAllLines(path).stream()
                        .filter(line -> line.startsWith("PRETTY_NAME="))
                        .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                        .findFirst()
                        .orElse(release);
                break;
            }
        }
        return CheckResult.ok(
                name,
                release + ", Linux " + System.getProperty("os.version") + ", " + System.getProperty("os.arch")
                        + ", user " + OwnUser.name());
    }

    private CheckResult systemd(String name) throws IOException {
        if (!Files.isDirectory(root.resolve("run/systemd/system"))) {
            return CheckResult.ok(name, "this machine does not run systemd; something else has to start the agent");
        }
        Path unit = unit();
        if (unit == null) {
            return CheckResult.warning(
                    name,
                    "systemd runs, and has no unit " + AGENT_UNIT,
                    "install the agent as a service, if that is wanted");
        }
        String state =
                RunProgram.output(List.of("systemctl", "is-active", AGENT_UNIT)).strip();
        String version = RunProgram.output(List.of("systemctl", "--version"))
                .lines()
                .findFirst()
                .orElse("systemd");
        return state.equals("active")
                ? CheckResult.ok(name, version + "; " + unit + " is active")
                : CheckResult.warning(
                        name, version + "; " + unit + " is " + state, "systemctl status " + AGENT_UNIT + " says why");
    }

    private @Nullable Path unit() {
        return Stream.of("etc/systemd/system", "usr/lib/systemd/system", "lib/systemd/system")
                .map(folder -> root.resolve(folder).resolve(AGENT_UNIT))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    /** Only looked at: this process goes nowhere. */
    private CheckResult controlGroups(String name) {
        GroupLook look = ControlGroups.look(root);
        if (look.folder() == null) {
            return CheckResult.warning(
                    name,
                    "no control groups of version 2 are mounted: tasks are ended by session and mark, without limits",
                    "start the kernel with systemd.unified_cgroup_hierarchy=1, if limits are wanted");
        }
        String words =
                look.folder() + " (controllers: " + (look.controllers().isEmpty() ? "none" : look.controllers()) + ")";
        return look.isOurs()
                ? CheckResult.ok(name, "version 2, and this user may make groups in " + words)
                : CheckResult.warning(
                        name,
                        "version 2, and this user may make no groups in " + words,
                        "run the agent's service with Delegate=yes, so that each task has a group of its own");
    }

    private CheckResult sudo(String name) throws IOException {
        for (Path folder : programs) {
            Path sudo = folder.resolve("sudo");
            if (Files.isExecutable(sudo)) {
                String real = sudo.toRealPath().toString();
                return CheckResult.ok(
                        name,
                        (real.contains("sudo-rs") ? "sudo-rs" : "sudo") + " is there; the agent does not need it");
            }
        }
        return CheckResult.ok(name, "there is no sudo; the agent does not need it");
    }

    private CheckResult packages(String name) {
        String system = packages.system();
        if (system == null) {
            return CheckResult.warning(
                    name, "there is no package system that is known", "tasks about packages do not work here");
        }
        String holder = packages.holder();
        return holder == null
                ? CheckResult.ok(name, system + ", and nobody holds its lock")
                : CheckResult.warning(name, system + ", whose lock " + holder + " holds", "wait until it has ended");
    }
}
