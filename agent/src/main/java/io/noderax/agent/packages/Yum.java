package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.List;

/** yum, where there is no dnf yet. */
final class Yum extends YumFamily {
    Yum() {
        super("yum", "update");
    }

    @Override
    public List<String> families() {
        return List.of("rhel", "centos", "fedora");
    }

    @Override
    public List<LockFile> locks() {
        List<LockFile> locks = new ArrayList<>(super.locks());
        locks.add(new LockFile("var/run/yum.pid", LockFile.Kind.PID));
        return locks;
    }
}
