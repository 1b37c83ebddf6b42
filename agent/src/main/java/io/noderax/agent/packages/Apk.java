package io.noderax.agent.packages;

import io.noderax.protocol.packages.PackageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** apk, of Alpine. */
final class Apk implements PackageSystem {
    @Override
    public String name() {
        return "apk";
    }

    @Override
    public List<String> programs() {
        return List.of("apk");
    }

    @Override
    public List<String> families() {
        return List.of("alpine");
    }

    @Override
    public List<Query> installed() {
        return List.of(
                Query.of(new ApkLines(), "apk", "list", "--installed"),
                Query.of(new ApkLines(), "apk", "info", "-vv"),
                Query.of(new ApkLines(), "apk", "--no-network", "list", "--upgradable"));
    }

    @Override
    public Query search(List<String> words) {
        List<String> argv = new ArrayList<>(List.of("apk", "--no-network", "search", "-v", "-d", "--"));
        argv.addAll(words);
        return Query.of(new ApkLines(), argv.toArray(String[]::new)).orExit(1);
    }

    @Override
    public List<String> change(PackageOperation operation, List<PackageName> names, Duration lockWait) {
        List<String> argv = new ArrayList<>(
                List.of("apk", "--no-interactive", "--no-progress", "--wait", Long.toString(lockWait.toSeconds())));
        argv.addAll(
                switch (operation) {
                    case REMOVE -> List.of("del", "--");
                    case PURGE -> List.of("del", "--purge", "--");
                    case UPGRADE -> names.isEmpty() ? List.of("upgrade") : List.of("add", "--upgrade", "--");
                    case REPAIR -> List.of("fix");
                    case INSTALL, LIST, SEARCH -> List.of("add", "--");
                });
        names.forEach(name -> argv.add(name.withoutArchitecture()));
        return argv;
    }

    @Override
    public Map<String, String> environment(Duration lockWait) {
        return Map.of();
    }

    @Override
    public List<LockFile> locks() {
        return List.of(
                new LockFile("lib/apk/db/lock", LockFile.Kind.LOCKED),
                new LockFile("usr/lib/apk/db/lock", LockFile.Kind.LOCKED));
    }

    @Override
    public List<Symptom> symptoms() {
        return Symptoms.with(List.of(
                Symptom.of(Cause.WAITING_LOCK, "Unable to lock database"),
                Symptom.of(Cause.NOT_FOUND, "^(?:\\[stderr] )?  (\\S+) \\(no such package\\)"),
                Symptom.of(Cause.HELD, "breaks: world\\[(\\S+)]"),
                Symptom.of(Cause.NETWORK, "(?:temporary error|network error|DNS lookup error|Host is unreachable)")));
    }

    @Override
    public RebootSign rebootSign() {
        return new RebootSign.Never();
    }
}
