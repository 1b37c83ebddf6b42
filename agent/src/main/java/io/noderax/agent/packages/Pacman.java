package io.noderax.agent.packages;

import io.noderax.protocol.packages.PackageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** pacman, of Arch. It does not wait for others: it says at once that they are there. */
final class Pacman implements PackageSystem {
    @Override
    public String name() {
        return "pacman";
    }

    @Override
    public List<String> programs() {
        return List.of("pacman");
    }

    @Override
    public List<String> families() {
        return List.of("arch");
    }

    @Override
    public List<Query> installed() {
        return List.of(
                Query.of(new PacmanBlocks(), "pacman", "-Qi"),
                Query.of(new PacmanLines(), "pacman", "-Qu").orExit(1));
    }

    @Override
    public Query search(List<String> words) {
        List<String> argv = new ArrayList<>(List.of("pacman", "-Ss", "--color", "never", "--"));
        words.forEach(word -> argv.add(word.replaceAll("[.+]", "\\\\$0")));
        return Query.of(new PacmanLines(), argv.toArray(String[]::new)).orExit(1);
    }

    @Override
    public @Nullable List<String> change(PackageOperation operation, List<PackageName> names, Duration lockWait) {
        List<String> verb = switch (operation) {
            case INSTALL -> List.of("-S", "--needed");
            case REMOVE -> List.of("-R");
            case PURGE -> List.of("-Rn");
            case UPGRADE -> names.isEmpty() ? List.of("-Syu") : List.of("-S", "--needed");
            case REPAIR, LIST, SEARCH -> List.of();
        };
        if (verb.isEmpty()) {
            return null;
        }
        List<String> argv = new ArrayList<>(List.of("pacman"));
        argv.addAll(verb);
        argv.addAll(List.of("--noconfirm", "--noprogressbar", "--color", "never"));
        if (!names.isEmpty()) {
            argv.add("--");
            names.forEach(name -> argv.add(name.withoutArchitecture()));
        }
        return argv;
    }

    @Override
    public Map<String, String> environment(Duration lockWait) {
        return Map.of();
    }

    @Override
    public List<LockFile> locks() {
        return List.of(new LockFile("var/lib/pacman/db.lck", LockFile.Kind.OPEN));
    }

    @Override
    public List<Symptom> symptoms() {
        return Symptoms.with(List.of(
                Symptom.of(Cause.WAITING_LOCK, "unable to lock database"),
                Symptom.of(Cause.NOT_FOUND, "error: target not found: (\\S+)"),
                Symptom.of(Cause.NO_SPACE, "not enough free disk space"),
                Symptom.of(Cause.HELD, "unable to satisfy dependency '(.+?)' required by"),
                Symptom.of(Cause.HELD, ":: removing (\\S+) breaks dependency"),
                Symptom.of(Cause.NETWORK, "failed retrieving file ")));
    }

    @Override
    public RebootSign rebootSign() {
        return new RebootSign.Never();
    }
}
