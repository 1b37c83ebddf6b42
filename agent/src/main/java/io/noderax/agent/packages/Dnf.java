package io.noderax.agent.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** dnf, the older and the newer one; what it knows of newer packages is what it has stored (no network). */
final class Dnf extends RpmPackages {
    /** {@code check-update}: there is something to update. */
    private static final int UPDATES = 100;

    @Override
    public String name() {
        return "dnf";
    }

    @Override
    public List<String> programs() {
        return List.of("dnf", "rpm");
    }

    @Override
    public List<String> families() {
        return List.of("fedora", "rhel", "centos");
    }

    @Override
    public List<Query> installed() {
        return List.of(
                allInstalled(),
                Query.of(new RpmUpdates(), "dnf", "-q", "-C", "check-update").orExit(UPDATES));
    }

    @Override
    public Query search(List<String> words) {
        List<String> argv = new ArrayList<>(List.of("dnf", "-q", "search"));
        argv.addAll(words);
        return Query.of(new RpmSearch(), argv.toArray(String[]::new)).orExit(1);
    }

    @Override
    public @Nullable List<String> change(PackageOperation operation, List<PackageName> names, Duration lockWait) {
        String verb = switch (operation) {
            case INSTALL -> "install";
            case REMOVE, PURGE -> "remove";
            case UPGRADE -> "upgrade";
            case REPAIR, LIST, SEARCH -> null;
        };
        if (verb == null) {
            return null;
        }
        List<String> argv = new ArrayList<>(List.of("dnf", "-y", verb));
        names.forEach(name -> argv.add(name.rpm()));
        return argv;
    }

    @Override
    public List<LockFile> locks() {
        List<LockFile> locks = new ArrayList<>(super.locks());
        locks.add(new LockFile("var/cache/dnf/metadata_lock.pid", LockFile.Kind.PID));
        locks.add(new LockFile("var/lib/dnf/rpmdb_lock.pid", LockFile.Kind.PID));
        return locks;
    }
}
