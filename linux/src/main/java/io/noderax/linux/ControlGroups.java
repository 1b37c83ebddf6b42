package io.noderax.linux;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The control groups (cgroup v2) that this process makes for what it starts, below the group that it was started in. Nothing of it can
 * be had on a machine without version 2, or where that group is not this user's to change. Safe for any number of threads.
 */
public final class ControlGroups implements AutoCloseable {
    private static final String OWN = "noderax-starter-";
    private static final String STARTED = "noderax-run-";

    /** The {@code DelegateSubgroup=} of units: with it systemd starts the next process wherever this one has left others. */
    private static final String OF_SYSTEMD = "noderax-systemd";

    private static final List<String> CONTROLLERS = List.of("cpu", "memory", "pids");

    private final @Nullable ControlGroup base;
    private final @Nullable ControlGroup own;
    private final String lack;
    private final List<String> controllers;

    private ControlGroups(
            @Nullable ControlGroup base, @Nullable ControlGroup own, String lack, List<String> controllers) {
        this.base = base;
        this.own = own;
        this.lack = lack;
        this.controllers = List.copyOf(controllers);
    }

    /** None can be made. */
    public static ControlGroups none(String why) {
        return new ControlGroups(null, null, why, List.of());
    }

    /**
     * Prepares the group of this process: the process goes to a leaf of it, because a group whose controllers are handed down can have
     * no process itself.
     *
     * @param root {@code /}, or a folder in which {@code proc/self} tells where the groups are
     */
    public static ControlGroups open(Path root) {
        Path place = place(root);
        if (place == null) {
            return none("no control groups of version 2 are mounted");
        }
        ControlGroup base = new ControlGroup(place);
        int pid = Math.toIntExact(ProcessHandle.current().pid());
        ControlGroup own = new ControlGroup(place.resolve(OWN + pid));
        try {
            Files.createDirectories(own.folder());
            own.add(pid);
        } catch (IOException e) {
            own.remove();
            return none("the control group " + place + " is not to be changed by this user: " + e.getMessage());
        }
        removeAbandoned(base);
        return new ControlGroups(base, own, "", handDown(base));
    }

    /** Looks where this process is, and changes nothing. */
    public static GroupLook look(Path root) {
        Path place = place(root);
        if (place == null) {
            return new GroupLook(null, "", false);
        }
        String controllers = ControlGroup.read(place, "cgroup.controllers");
        boolean ours = Files.isWritable(place) && Files.isWritable(place.resolve("cgroup.procs"));
        return new GroupLook(place, controllers == null ? "" : controllers.strip(), ours);
    }

    /** Null when a group can be made; else a sentence that says why none can. */
    public @Nullable String lack() {
        return base == null ? lack : null;
    }

    /**
     * Whether what was left in the background has limits that end when this process does: the next one can be started in this group
     * only when no controllers are handed down to groups with processes.
     */
    public boolean holdsLimits() {
        return base != null
                && !controllers.isEmpty()
                && !Files.isDirectory(base.folder().resolve(OF_SYSTEMD))
                && children(base.folder(), STARTED).stream().anyMatch(ControlGroups::isPopulated);
    }

    /** Null when such limits can be held; else a sentence that says why not. */
    public @Nullable String lackFor(ResourceLimits limits) {
        List<String> missing = new ArrayList<>(limits.controllers());
        missing.removeAll(controllers);
        if (base == null) {
            return missing.isEmpty() ? null : lack;
        }
        return missing.isEmpty()
                ? null
                : "the control group " + base.folder() + " does not have the controllers " + String.join(", ", missing);
    }

    /**
     * Makes a group; limits whose controllers are not there are left out.
     *
     * @param name that no other group has
     */
    public ControlGroup make(String name, ResourceLimits limits) throws IOException {
        ControlGroup under = base;
        if (under == null) {
            throw new IOException(lack);
        }
        ControlGroup group = new ControlGroup(under.folder().resolve(STARTED + name));
        Files.createDirectory(group.folder());
        try {
            group.limit(new ResourceLimits(
                    controllers.contains("memory") ? limits.memoryBytes() : null,
                    controllers.contains("cpu") ? limits.processors() : null,
                    controllers.contains("pids") ? limits.processes() : null));
        } catch (IOException e) {
            group.remove();
            throw e;
        }
        return group;
    }

    /** Goes back to where this process came from, unless others live by what was prepared. */
    @Override
    public void close() {
        if (base == null || own == null) {
            return;
        }
        removeAbandoned(base);
        try {
            if (children(base.folder(), STARTED).isEmpty()) {
                for (String controller : controllers) {
                    base.write("cgroup.subtree_control", "-" + controller);
                }
            }
            base.add(Math.toIntExact(ProcessHandle.current().pid()));
            own.remove();
        } catch (IOException e) {
            // The group stays until the next one of these processes looks.
        }
    }

    private static @Nullable Path place(Path root) {
        String mounts = ControlGroup.read(root.resolve("proc/self"), "mountinfo");
        String groups = ControlGroup.read(root.resolve("proc/self"), "cgroup");
        Path place = mounts == null || groups == null ? null : GroupPlace.parse(mounts, groups);
        if (place == null) {
            return null;
        }
        // Whoever has started this process may have made a leaf for itself, too.
        Path last = place.getFileName();
        String name = String.valueOf(last);
        Path above = name.startsWith(OWN) || name.equals(OF_SYSTEMD) ? place.getParent() : place;
        return root.resolve(String.valueOf(above).substring(1));
    }

    /** The controllers that the groups below have, some of which may have been handed down before. */
    private static List<String> handDown(ControlGroup base) {
        List<String> handed = new ArrayList<>();
        for (String controller : CONTROLLERS) {
            try {
                base.write("cgroup.subtree_control", "+" + controller);
                handed.add(controller);
            } catch (IOException e) {
                // It is not there, or other processes live in the group.
            }
        }
        return handed;
    }

    /** Groups without a process: those of commands whose last process has ended since, and of starters that were killed. */
    private static void removeAbandoned(ControlGroup base) {
        List<Path> groups = new ArrayList<>(children(base.folder(), OWN));
        groups.addAll(children(base.folder(), STARTED));
        for (Path group : groups) {
            if (ControlGroup.read(group, "cgroup.events") != null && !isPopulated(group) && isOld(group)) {
                new ControlGroup(group).remove();
            }
        }
    }

    private static boolean isPopulated(Path group) {
        Long populated = GroupFiles.value(ControlGroup.read(group, "cgroup.events"), "populated");
        return populated != null && populated != 0;
    }

    /** One that was just made may be waiting for its first process. */
    private static boolean isOld(Path group) {
        try {
            long age = System.currentTimeMillis()
                    - Files.getLastModifiedTime(group).toMillis();
            return age > 60_000;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> children(Path folder, String prefix) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, prefix + "*")) {
            entries.forEach(children::add);
        } catch (IOException | DirectoryIteratorException e) {
            // There are none to be seen.
        }
        return children;
    }
}
