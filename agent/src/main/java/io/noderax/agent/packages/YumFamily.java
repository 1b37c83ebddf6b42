package io.noderax.agent.packages;

import io.noderax.protocol.packages.PackageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What yum and its successor dnf are asked and told alike; what they know of newer packages is what they have stored (no network). */
abstract class YumFamily extends RpmPackages {
    /** {@code check-update}: there is something to update. */
    private static final int UPDATES = 100;

    private final String program;
    private final String upgrade;

    /** @param upgrade the program's word for it */
    YumFamily(String program, String upgrade) {
        this.program = program;
        this.upgrade = upgrade;
    }

    @Override
    public String name() {
        return program;
    }

    @Override
    public List<String> programs() {
        return List.of(program, "rpm");
    }

    @Override
    public List<Query> installed() {
        return List.of(
                allInstalled(),
                Query.of(new RpmUpdates(), program, "-q", "-C", "check-update").orExit(UPDATES));
    }

    @Override
    public Query search(List<String> words) {
        List<String> argv = new ArrayList<>(List.of(program, "-q", "search"));
        argv.addAll(words);
        return Query.of(new RpmSearch(), argv.toArray(String[]::new)).orExit(1);
    }

    @Override
    public @Nullable List<String> change(PackageOperation operation, List<PackageName> names, Duration lockWait) {
        String verb = switch (operation) {
            case INSTALL -> "install";
            case REMOVE, PURGE -> "remove";
            case UPGRADE -> upgrade;
            case REPAIR, LIST, SEARCH -> null;
        };
        if (verb == null) {
            return null;
        }
        List<String> argv = new ArrayList<>(List.of(program, "-y", verb));
        names.forEach(name -> argv.add(name.rpm()));
        return argv;
    }
}
