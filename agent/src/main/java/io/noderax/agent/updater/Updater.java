package io.noderax.agent.updater;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.update.UpdateRefused;
import io.noderax.agent.update.UpdateRequest;
import io.noderax.protocol.update.UpdateProgress;
import io.noderax.protocol.update.UpdateStatus;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The order of an update. What is about to be done is written down before; whoever takes it up after a kill or a reboot goes on from
 * there. Going back needs nothing but renames, so that a full disk does not stop it. One thread finishes; any may ask.
 */
final class Updater {
    private static final int MOST_TRIES = 5;
    private static final int DONE = 100;

    private final Installation installation;
    private final UpdaterFolder folder;
    private final Parts parts;
    private final EventLog log;

    /**
     * What an update works with.
     *
     * @param fetch by the version that runs
     * @param progress by the request
     * @param trial by the way of telling
     */
    record Parts(
            Supervisor supervisor,
            VersionUnits units,
            AgentLook agent,
            Function<String, ReleaseFetch> fetch,
            Function<UpdateRequest, Progress> progress,
            Function<Progress, Trial> trial) {}

    Updater(Installation installation, UpdaterFolder folder, Parts parts, EventLog log) {
        this.installation = installation;
        this.folder = folder;
        this.parts = parts;
        this.log = log;
    }

    /**
     * Writes the request down; {@link #finish} does it.
     *
     * @throws UpdateRefused when another update is not over, or this is no installation that can be updated
     */
    synchronized void accept(UpdateRequest request) throws UpdateRefused {
        try {
            Pending pending = folder.pending();
            if (pending != null) {
                if (pending.request().equals(request)) {
                    return;
                }
                throw new UpdateRefused(
                        UpdateRefused.BUSY, "the update to version " + pending.version() + " is not over yet");
            }
            String current = installation.current();
            if (current == null || !installation.has(current)) {
                throw new UpdateRefused(
                        UpdateRefused.REFUSED,
                        installation.root()
                                + " is no installation that can be updated: its link current leads nowhere");
            }
            clean();
            installation.setProven(current);
            folder.write(Pending.begin(request, current));
        } catch (IOException e) {
            throw new UpdateRefused(UpdateRefused.REFUSED, "the update cannot be written down: " + e.getMessage());
        }
    }

    /** Whether an update is not over. */
    boolean isBusy() throws IOException {
        return folder.pending() != null;
    }

    /**
     * Brings the update that is not over to its end; blocks as long as that takes.
     *
     * @return null when it is over as it was wanted, or there is none; else why it is not
     */
    @Nullable
    String finish() throws IOException {
        Pending pending = folder.pending();
        if (pending == null) {
            clean();
            return null;
        }
        Pending mine = pending.triedAgain();
        note(mine);
        Progress progress = parts.progress().apply(mine.request());
        if (mine.tries() > MOST_TRIES && mine.stage() != Pending.Stage.GOING_BACK) {
            return goBack(mine, "it was interrupted " + MOST_TRIES + " times", progress);
        }
        try {
            return go(mine, progress);
        } catch (UpdateFailed e) {
            return goBack(now(mine), e.reason(), progress);
        } catch (IOException | RuntimeException e) {
            if (isKept(mine)) {
                throw e;
            }
            return goBack(now(mine), "a step failed: " + e, progress);
        }
    }

    /** From then on there is no way back. */
    private boolean isKept(Pending pending) throws IOException {
        return pending.version().equals(installation.proven());
    }

    private @Nullable String go(Pending pending, Progress progress) throws UpdateFailed, IOException {
        return switch (pending.stage()) {
            case FETCHING -> {
                fetch(pending, progress);
                Pending next = pending.at(Pending.Stage.TRYING);
                folder.write(next);
                yield tryOut(next, progress);
            }
            case TRYING -> tryOut(pending, progress);
            case GOING_BACK -> goBack(pending, String.valueOf(pending.reason()), progress);
        };
    }

    /** What was kept needs no fetching; what runs needs nothing. */
    private void fetch(Pending pending, Progress progress) throws UpdateFailed, IOException {
        boolean kept = pending.request().rollback() && installation.has(pending.version());
        if (!kept && !pending.version().equals(pending.from())) {
            parts.fetch().apply(pending.from()).install(pending.request(), lowestCounter(pending.from()), progress);
        }
    }

    private long lowestCounter(String from) throws IOException {
        return Math.max(
                folder.counter(), Counters.read(installation.folder(from).resolve(Counters.FILE)));
    }

    private @Nullable String tryOut(Pending pending, Progress progress) throws UpdateFailed, IOException {
        String version = pending.version();
        if (isKept(pending)) {
            return keep(pending, progress);
        }
        if (installation.wentBack()) {
            return goBack(pending, "it was interrupted while the version of before came back", progress);
        }
        if (!version.equals(installation.current())) {
            parts.units().prepare(installation.folder(version));
            installation.prepareTrial(version, pending.from());
            installation.goOn();
        }
        boolean changed = parts.units().goOn(installation.folder(version));
        progress.say(UpdateStatus.RESTARTING, 80, "Restarting the agent as version " + version + ".");
        if (changed || !parts.agent().runs(version)) {
            parts.supervisor().restartAgent();
        }
        return switch (await(version, progress)) {
            case Trial.Verdict.Proven _ -> {
                installation.keep();
                yield keep(pending, progress);
            }
            case Trial.Verdict.Failed(String reason) -> goBack(pending, reason, progress);
            case Trial.Verdict.BrokenOff _ -> "the updater was stopped; it goes on when it is started again";
        };
    }

    private Trial.Verdict await(String version, Progress progress) {
        RepeatedWords words = new RepeatedWords(why -> progress.say(
                UpdateStatus.WAITING_FOR_RECONNECT, 90, "Version " + version + " is on trial: " + why + "."));
        return parts.trial().apply(progress).await(version, words::say);
    }

    /** It runs and stays. Nothing here undoes that, whatever fails. */
    private @Nullable String keep(Pending pending, Progress progress) throws IOException {
        String version = pending.version();
        try {
            folder.raiseCounter(Counters.read(installation.folder(version).resolve(Counters.FILE)));
            installation.prune();
            parts.units().keep(installation.folder(version));
        } catch (UpdateFailed | IOException e) {
            log.warn("the new version runs, but not all was tidied up", "error", e);
        }
        progress.insist(new UpdateProgress(
                UpdateStatus.WAITING_FOR_RECONNECT, DONE, "Version " + version + " has proven itself and stays."));
        over();
        return null;
    }

    private String goBack(Pending pending, String reason, Progress progress) throws IOException {
        log.warn("the update is given up", "version", pending.version(), "reason", reason);
        note(pending.goingBack(reason));
        String ending = "";
        boolean wasTried = pending.stage() != Pending.Stage.FETCHING;
        if (wasTried) {
            installation.goBack();
            ending = bringBack(pending.from());
        }
        boolean isKept = pending.request().rollback() || pending.version().equals(pending.from());
        if (!isKept) {
            removeQuietly(pending.version());
        }
        progress.insist(new UpdateProgress(
                UpdateStatus.FAILED,
                wasTried ? 90 : 50,
                cut(reason + (wasTried ? "; version " + pending.from() + " is back" : "") + ending)));
        over();
        return reason;
    }

    /** Its links are there; gives what is not as before, as the end of a sentence. */
    private String bringBack(String version) {
        String ending = "";
        boolean changed = true;
        try {
            changed = parts.units().goBack();
        } catch (IOException | RuntimeException e) {
            log.warn("the units of before could not be brought back", "error", e);
            ending = "; but its units could not be brought back: " + e.getMessage();
        }
        try {
            if (changed || !parts.agent().runs(version)) {
                parts.supervisor().restartAgent();
            }
        } catch (UpdateFailed e) {
            ending += "; but " + e.reason();
        }
        return ending;
    }

    private void removeQuietly(String version) {
        try {
            if (!version.equals(installation.current()) && !version.equals(installation.proven())) {
                installation.remove(version);
            }
        } catch (IOException e) {
            log.warn("what was given up could not be removed", "version", version, "error", e);
        }
    }

    /** In this order: links that are left are cleaned by the next one, a request that is left would be done again. */
    private synchronized void over() throws IOException {
        folder.over();
        clean();
    }

    private void clean() throws IOException {
        installation.clean();
        parts.units().clean();
    }

    /** On a full disk it goes on all the same: the links tell what has been done. */
    private void note(Pending pending) {
        try {
            folder.write(pending);
        } catch (IOException e) {
            log.warn("the state of the update could not be written down", "error", e);
        }
    }

    /** With the stage that it has reached on the disk. */
    private Pending now(Pending begun) throws IOException {
        Pending written = folder.pending();
        return written == null ? begun : written;
    }

    private static String cut(String words) {
        return words.length() <= UpdateProgress.LONGEST_MESSAGE
                ? words
                : words.substring(0, UpdateProgress.LONGEST_MESSAGE);
    }
}
