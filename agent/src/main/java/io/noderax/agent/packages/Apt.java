package io.noderax.agent.packages;

import static io.noderax.agent.packages.Cause.BLOCKED_PROMPT;
import static io.noderax.agent.packages.Cause.HELD;
import static io.noderax.agent.packages.Cause.INTERRUPTED;
import static io.noderax.agent.packages.Cause.NETWORK;
import static io.noderax.agent.packages.Cause.NOT_FOUND;
import static io.noderax.agent.packages.Cause.NO_SPACE;
import static io.noderax.agent.packages.Cause.WAITING_LOCK;

import io.noderax.protocol.packages.PackageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** apt and dpkg. */
final class Apt implements PackageSystem {
    private static final String FIELDS =
            "${db:Status-Abbrev}\\t${Package}\\t${Version}\\t${Architecture}\\t${binary:Summary}\\n";

    /**
     * The look before is there for its patience: dpkg by itself does not wait for others. Nothing of a task's gets into the text; the
     * options come as arguments.
     */
    private static final String REPAIR = "apt-get \"$@\" check; dpkg --force-confdef --force-confold --configure -a"
            + " && exec apt-get \"$@\" -f install";

    /** Without a terminal of apt's own nothing can wait for keys on it. */
    private static final List<String> QUIETLY = List.of(
            "-y",
            "-q",
            "-o",
            "Dpkg::Use-Pty=0",
            "-o",
            "Dpkg::Options::=--force-confdef",
            "-o",
            "Dpkg::Options::=--force-confold",
            "-o",
            "APT::Cmd::Pattern-Only=true");

    @Override
    public String name() {
        return "apt";
    }

    @Override
    public List<String> programs() {
        return List.of("apt-get", "dpkg-query");
    }

    @Override
    public List<String> families() {
        return List.of("debian", "ubuntu");
    }

    @Override
    public List<Query> installed() {
        Query all = Query.of(new DpkgLines(), "dpkg-query", "-W", "-f", FIELDS);
        return List.of(
                all.orElse(Query.of(new AptLines(), "apt", "list", "--installed")),
                Query.of(new AptLines(), "apt", "list", "--upgradable"));
    }

    @Override
    public Query search(List<String> words) {
        List<String> argv = new ArrayList<>(List.of("apt", "search", "--"));
        words.forEach(word -> argv.add(word.replaceAll("[.+]", "\\\\$0")));
        return Query.of(new AptLines(), argv.toArray(String[]::new));
    }

    @Override
    public List<String> change(PackageOperation operation, List<PackageName> names, Duration lockWait) {
        boolean repairs = operation == PackageOperation.REPAIR;
        List<String> argv = new ArrayList<>(repairs ? List.of("/bin/sh", "-c", REPAIR, "repair") : List.of("apt-get"));
        argv.addAll(QUIETLY);
        argv.addAll(List.of("-o", "DPkg::Lock::Timeout=" + lockWait.toSeconds()));
        if (!repairs) {
            argv.addAll(verb(operation, names.isEmpty()));
            names.forEach(name -> argv.add(name.text()));
        }
        return argv;
    }

    private static List<String> verb(PackageOperation operation, boolean all) {
        return switch (operation) {
            case REMOVE -> List.of("remove", "--");
            case PURGE -> List.of("purge", "--");
            case UPGRADE -> all ? List.of("--with-new-pkgs", "upgrade") : List.of("--only-upgrade", "install", "--");
            case INSTALL, LIST, SEARCH, REPAIR -> List.of("install", "--");
        };
    }

    @Override
    public Map<String, String> environment(Duration lockWait) {
        return Map.of(
                "DEBIAN_FRONTEND", "noninteractive",
                "DEBCONF_NONINTERACTIVE_SEEN", "true",
                "APT_LISTCHANGES_FRONTEND", "none",
                "APT_LISTBUGS_FRONTEND", "none",
                "UCF_FORCE_CONFFOLD", "1",
                "NEEDRESTART_MODE", "a",
                "NEEDRESTART_SUSPEND", "1");
    }

    @Override
    public List<LockFile> locks() {
        return List.of(
                new LockFile("var/lib/dpkg/lock-frontend", LockFile.Kind.LOCKED),
                new LockFile("var/lib/dpkg/lock", LockFile.Kind.LOCKED),
                new LockFile("var/cache/apt/archives/lock", LockFile.Kind.LOCKED));
    }

    @Override
    public List<Symptom> symptoms() {
        return Symptoms.asking(List.of(
                Symptom.of(INTERRUPTED, "dpkg was interrupted, you must manually run"),
                Symptom.of(WAITING_LOCK, "Could not get lock (\\S+?)\\. It is held by process \\d+"),
                Symptom.of(WAITING_LOCK, "Could not get lock (\\S+) - open \\(11"),
                Symptom.of(WAITING_LOCK, "Unable to (?:acquire the dpkg|lock the) .*is another process using it"),
                Symptom.of(WAITING_LOCK, "dpkg.* lock was locked by another process"),
                Symptom.of(BLOCKED_PROMPT, "(end of file on stdin at conffile prompt)"),
                Symptom.of(BLOCKED_PROMPT, "EOF on stdin at (conffile prompt)"),
                Symptom.of(BLOCKED_PROMPT, "(\\*\\*\\* .* \\(Y/I/N/O/D/Z\\) \\[default=.] \\?)"),
                Symptom.of(HELD, "^(?:\\[stderr] )? (\\S+) : (?:Pre-)?(?:Depends|Conflicts|Breaks|Recommends): "),
                Symptom.of(HELD, "you have held broken packages"),
                Symptom.of(HELD, "Held packages were changed and -y was used"),
                Symptom.of(NOT_FOUND, "Unable to locate package (\\S+)"),
                Symptom.of(NOT_FOUND, "Package '(.+)' has no installation candidate"),
                Symptom.of(NOT_FOUND, "Version '.*' for '(.+)' was not found"),
                Symptom.of(NO_SPACE, "You don't have enough free space in"),
                Symptom.of(NETWORK, "E: (?:Failed to fetch|Unable to fetch some archives)")));
    }

    @Override
    public RebootSign rebootSign() {
        return new RebootSign.Marker("run/reboot-required", "run/reboot-required.pkgs");
    }
}
