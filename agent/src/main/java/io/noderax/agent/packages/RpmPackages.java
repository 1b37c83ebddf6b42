package io.noderax.agent.packages;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the tools over rpm have in common: the database, its lock, and their words. */
abstract class RpmPackages implements PackageSystem {
    private static final String FIELDS = "%{NAME}\\t%{EPOCHNUM}:%{VERSION}-%{RELEASE}\\t%{ARCH}\\t%{SUMMARY}\\n";

    /** Asked of rpm itself: it answers everybody, field by field, whatever the tool above it is. */
    static Query allInstalled() {
        return Query.of(new FieldLines(), "rpm", "-qa", "--queryformat", FIELDS);
    }

    @Override
    public Map<String, String> environment(Duration lockWait) {
        return Map.of();
    }

    @Override
    public List<LockFile> locks() {
        return List.of(
                new LockFile("var/lib/rpm/.rpm.lock", LockFile.Kind.LOCKED),
                new LockFile("usr/lib/sysimage/rpm/.rpm.lock", LockFile.Kind.LOCKED));
    }

    @Override
    public List<Symptom> symptoms() {
        return Symptoms.ofRpm();
    }

    @Override
    public RebootSign rebootSign() {
        return new RebootSign.Told(List.of("needs-restarting", "-r"), 1);
    }
}
