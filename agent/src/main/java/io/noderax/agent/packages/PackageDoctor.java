package io.noderax.agent.packages;

import io.noderax.agent.tasks.Finding;
import io.noderax.agent.tasks.Obstacle;
import io.noderax.agent.tasks.TaskDoctor;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The package doctor: who holds the lock while a change waits for it, why one failed, and what is to be done. */
final class PackageDoctor implements TaskDoctor {
    private static final Duration LONGEST_LOCK_WAIT = Duration.ofMinutes(10);

    private final PackageSystem system;
    private final LockLook locks;
    private final RebootLook reboot;
    private final @Nullable Duration timeout;
    private @Nullable Instant watchedSince;
    private @Nullable Instant waitingSince;

    PackageDoctor(PackageSystem system, PackageMachine machine, @Nullable Duration timeout) {
        this.system = system;
        this.locks = new LockLook(machine.root(), machine.processes());
        this.reboot = new RebootLook(machine);
        this.timeout = timeout;
    }

    /** How long a change waits for others: three quarters of its time, so that it ends by itself and says why. */
    static Duration lockWait(Duration timeout) {
        Duration most = timeout.multipliedBy(3).dividedBy(4);
        Duration wait = most.compareTo(LONGEST_LOCK_WAIT) < 0 ? most : LONGEST_LOCK_WAIT;
        return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
    }

    @Override
    public @Nullable Obstacle obstacle(int pid, Instant now) {
        watchedSince = watchedSince == null ? now : watchedSince;
        LockHolder holder = locks.other(system.locks(), pid);
        if (holder == null) {
            waitingSince = null;
            return null;
        }
        waitingSince = waitingSince == null ? now : waitingSince;
        Instant until = timeout == null ? null : watchedSince.plus(lockWait(timeout));
        JsonObject details = JsonObject.builder()
                .put("state", Cause.WAITING_LOCK.code())
                .put("holder", holder)
                .put("waitingSince", waitingSince)
                .putIfPresent("waitingUntil", until)
                .build();
        String message = "waits since %s for %s of %s%s"
                .formatted(
                        Timestamps.print(waitingSince),
                        holder.file(),
                        holder.words(),
                        until == null ? "" : "; until " + Timestamps.print(until) + " at most");
        return new Obstacle(Cause.WAITING_LOCK.code(), message, details);
    }

    @Override
    public Finding finding(Ended ended) {
        Integer code = ended.exitCode();
        if (code != null && (code == 0 || system.doneExits().contains(code))) {
            return new Finding(code != 0, null, null, afterSuccess());
        }
        Diagnosis diagnosis = Diagnosis.of(system, code, ended.output());
        Cause cause = diagnosis == null ? null : diagnosis.cause();
        boolean waited = ended.stillThere() && (code == null || cause == Cause.WAITING_LOCK);
        if (cause == null && !waited) {
            return new Finding(false, null, null, JsonObject.of("packageManager", system.name()));
        }
        Cause why = cause == null || waited ? Cause.WAITING_LOCK : cause;
        List<String> subjects = diagnosis == null || why != cause ? List.of() : diagnosis.subjects();
        return failed(why, subjects, ended.last());
    }

    private JsonObject afterSuccess() {
        JsonObject.Builder members = JsonObject.builder().put("packageManager", system.name());
        RebootLook.Seen seen = reboot.look(system.rebootSign());
        if (seen == null) {
            return members.build();
        }
        members.put("rebootRequired", seen.required());
        if (seen.required()) {
            members.put(
                    "doctor",
                    JsonObject.builder()
                            .put("state", "reboot_required")
                            .put("packages", seen.packages())
                            .build());
        }
        return members.build();
    }

    private Finding failed(Cause cause, List<String> subjects, @Nullable Obstacle last) {
        JsonObject.Builder doctor = JsonObject.builder().put("state", cause.code());
        String holder = null;
        switch (cause) {
            case WAITING_LOCK -> {
                JsonObject known = last == null ? null : last.details().object("holder");
                doctor.putIfPresent("holder", known);
                holder = last == null ? null : last.message();
            }
            case BLOCKED_PROMPT -> doctor.putIfPresent("question", subjects.isEmpty() ? null : subjects.getFirst());
            case NOT_FOUND, HELD -> doctor.put("packages", subjects);
            case INTERRUPTED -> doctor.put("repair", PackageOperation.REPAIR.taskType());
            case NO_SPACE, NETWORK -> {}
        }
        JsonObject members = JsonObject.builder()
                .put("packageManager", system.name())
                .put("doctor", doctor.build())
                .build();
        return new Finding(false, cause.code(), sentence(cause, subjects, holder), members);
    }

    private static String sentence(Cause cause, List<String> subjects, @Nullable String holder) {
        String about = subjects.isEmpty() ? "" : ": " + String.join(", ", subjects);
        return switch (cause) {
            case WAITING_LOCK ->
                "another process works on packages and did not end in time"
                        + (holder == null ? "" : " (" + holder + ")");
            case BLOCKED_PROMPT -> "a package asked what nobody can answer here" + about;
            case INTERRUPTED ->
                "an earlier change of packages was interrupted; a task of the type "
                        + PackageOperation.REPAIR.taskType() + " finishes it";
            case HELD -> "packages are held back, or what they need contradicts each other" + about;
            case NO_SPACE -> "there is no space left on the disk";
            case NOT_FOUND -> "no such package, or no such version of it, is known here" + about;
            case NETWORK -> "packages cannot be fetched: a repository, or the way to it, does not answer";
        };
    }
}
