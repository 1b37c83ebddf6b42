package io.noderax.agent.packages;

import io.noderax.protocol.packages.PackageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** zypper (exit codes: zypper(8)). */
final class Zypper extends RpmPackages {
    private static final int LOCKED = 7;
    private static final int REBOOT_NEEDED = 102;
    private static final int RESTART_NEEDED = 103;
    private static final int NOT_FOUND = 104;
    private static final int REPOSITORIES_SKIPPED = 106;

    @Override
    public String name() {
        return "zypper";
    }

    @Override
    public List<String> programs() {
        return List.of("zypper", "rpm");
    }

    @Override
    public List<String> families() {
        return List.of("suse", "opensuse", "sles");
    }

    @Override
    public List<Query> installed() {
        Query updates =
                Query.of(new ZypperTable(), "zypper", "--non-interactive", "--no-refresh", "--quiet", "list-updates");
        return List.of(allInstalled(), updates.orExit(100, 101, REPOSITORIES_SKIPPED));
    }

    @Override
    public Query search(List<String> words) {
        List<String> argv = new ArrayList<>(List.of(
                "zypper", "--non-interactive", "--no-refresh", "search", "-t", "package", "--match-substrings"));
        argv.addAll(words);
        return Query.of(new ZypperTable(), argv.toArray(String[]::new)).orExit(NOT_FOUND, REPOSITORIES_SKIPPED);
    }

    @Override
    public @Nullable List<String> change(PackageOperation operation, List<PackageName> names, Duration lockWait) {
        List<String> verb = switch (operation) {
            case INSTALL -> List.of("install", "--auto-agree-with-licenses");
            case REMOVE, PURGE -> List.of("remove");
            case UPGRADE -> List.of("update", "--auto-agree-with-licenses");
            case REPAIR, LIST, SEARCH -> List.of();
        };
        if (verb.isEmpty()) {
            return null;
        }
        List<String> argv = new ArrayList<>(List.of("zypper", "--non-interactive"));
        argv.addAll(verb);
        argv.add("--");
        names.forEach(name -> argv.add(spelled(name)));
        return argv;
    }

    private static String spelled(PackageName name) {
        String version = name.version() == null ? "" : "=" + name.version();
        return name.name() + (name.architecture() == null ? "" : "." + name.architecture()) + version;
    }

    @Override
    public Map<String, String> environment(Duration lockWait) {
        return Map.of("ZYPP_LOCK_TIMEOUT", Long.toString(lockWait.toSeconds()));
    }

    @Override
    public List<LockFile> locks() {
        return List.of(
                new LockFile("run/zypp.pid", LockFile.Kind.PID),
                new LockFile("var/run/zypp.pid", LockFile.Kind.PID),
                new LockFile("var/lib/rpm/.rpm.lock", LockFile.Kind.LOCKED),
                new LockFile("usr/lib/sysimage/rpm/.rpm.lock", LockFile.Kind.LOCKED));
    }

    @Override
    public List<Symptom> symptoms() {
        return Symptoms.with(List.of(
                Symptom.of(Cause.WAITING_LOCK, "System management is locked by the application with pid \\d+"),
                Symptom.of(Cause.NOT_FOUND, "'([^']+)' not found in package names"),
                Symptom.of(Cause.NOT_FOUND, "No provider of '([^']+)' found"),
                Symptom.of(Cause.BLOCKED_PROMPT, "^(?:\\[stderr] )?(.*) \\[[0-9/]+/c.*] \\(c\\): c"),
                Symptom.of(Cause.HELD, Symptoms.NEEDED),
                Symptom.of(Cause.HELD, "remove lock to allow \\w+ of (\\S+)-[^-\\s]+-[^-\\s]+\\.\\w+(?:\\[|$)"),
                Symptom.of(Cause.HELD, "is locked and (?:will|cannot) not be"),
                Symptom.of(Cause.NO_SPACE, "needs \\d+ ?[KMG]i?B (?:more space )?on the "),
                Symptom.of(Cause.NETWORK, "(?:Download|Timeout|Connection) .*(?:failed|exceeded)"),
                Symptom.of(Cause.NETWORK, "Curl error \\d+")));
    }

    @Override
    public Map<Integer, Cause> exitCodes() {
        return Map.of(LOCKED, Cause.WAITING_LOCK, NOT_FOUND, Cause.NOT_FOUND);
    }

    @Override
    public List<Integer> doneExits() {
        return List.of(REBOOT_NEEDED, RESTART_NEEDED, REPOSITORIES_SKIPPED);
    }

    @Override
    public RebootSign rebootSign() {
        return new RebootSign.Told(List.of("zypper", "--non-interactive", "needs-rebooting"), REBOOT_NEEDED);
    }
}
