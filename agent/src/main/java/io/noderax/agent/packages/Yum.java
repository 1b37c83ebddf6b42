package io.noderax.agent.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** yum, where there is no dnf yet. */
final class Yum extends RpmPackages {
    private static final int UPDATES = 100;

    @Override
    public String name() {
        return "yum";
    }

    @Override
    public List<String> programs() {
        return List.of("yum", "rpm");
    }

    @Override
    public List<String> families() {
        return List.of("rhel", "centos", "fedora");
    }

    @Override
    public List<Query> installed() {
        return List.of(
                allInstalled(),
                Query.of(new RpmUpdates(), "yum", "-q", "-C", "check-update").orExit(UPDATES));
    }

    @Override
    public Query search(List<String> words) {
        List<String> argv = new ArrayList<>(List.of("yum", "-q", "search"));
        argv.addAll(words);
        return Query.of(new RpmSearch(), argv.toArray(String[]::new)).orExit(1);
    }

    @Override
    public @Nullable List<String> change(PackageOperation operation, List<PackageName> names, Duration lockWait) {
        String verb = switch (operation) {
            case INSTALL -> "install";
            case REMOVE, PURGE -> "remove";
            case UPGRADE -> "update";
            case REPAIR, LIST, SEARCH -> null;
        };
        if (verb == null) {
            return null;
        }
        List<String> argv = new ArrayList<>(List.of("yum", "-y", verb));
        names.forEach(name -> argv.add(name.rpm()));
        return argv;
    }

    @Override
    public List<LockFile> locks() {
        List<LockFile> locks = new ArrayList<>(super.locks());
        locks.add(new LockFile("var/run/yum.pid", LockFile.Kind.PID));
        return locks;
    }
}
