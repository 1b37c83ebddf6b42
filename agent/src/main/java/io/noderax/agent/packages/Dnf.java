package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.List;

/** dnf, the older and the newer one. */
final class Dnf extends YumFamily {
    Dnf() {
        super("dnf", "upgrade");
    }

    @Override
    public List<String> families() {
        return List.of("fedora", "rhel", "centos");
    }

    @Override
    public List<LockFile> locks() {
        List<LockFile> locks = new ArrayList<>(super.locks());
        locks.add(new LockFile("var/cache/dnf/metadata_lock.pid", LockFile.Kind.PID));
        locks.add(new LockFile("var/lib/dnf/rpmdb_lock.pid", LockFile.Kind.PID));
        locks.add(new LockFile("var/lib/dnf/system-repo.lock", LockFile.Kind.LOCKED));
        locks.add(new LockFile("run/dnf/rpmtransaction.lock", LockFile.Kind.LOCKED));
        return locks;
    }
}
