package io.noderax.agent.packages;

import io.noderax.protocol.packages.PackageName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A package system: how it is asked and told, and how its words are to be taken. No shell is in between. */
interface PackageSystem {
    /** For instance {@code apt}. */
    String name();

    /** Programs without which it is not there. */
    List<String> programs();

    /** What {@code ID} or {@code ID_LIKE} of os-release say where it is at home. */
    List<String> families();

    /** The installed packages; further questions add to what the first one tells. */
    List<Query> installed();

    Query search(List<String> words);

    /**
     * What to run for a change.
     *
     * @param names empty for a repair, or an upgrade of all
     * @param lockWait how long to wait for others that change packages
     * @return null when the system has nothing of the kind
     */
    @Nullable
    List<String> change(PackageOperation operation, List<PackageName> names, Duration lockWait);

    /** Variables that a change needs, where it runs. */
    Map<String, String> environment(Duration lockWait);

    /** What only one process at a time may have. */
    List<LockFile> locks();

    /** What its words mean when it fails. */
    List<Symptom> symptoms();

    /** Causes that an exit code names by itself. */
    default Map<Integer, Cause> exitCodes() {
        return Map.of();
    }

    /** Exit codes beside 0 after which the change is done. */
    default List<Integer> doneExits() {
        return List.of();
    }

    /** How to find out whether the machine wants to be started anew. */
    RebootSign rebootSign();
}
