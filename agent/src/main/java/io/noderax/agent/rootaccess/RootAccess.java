package io.noderax.agent.rootaccess;

import io.noderax.agent.log.EventLog;
import io.noderax.protocol.rootaccess.RootAccessReport;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The profile that operators want and the one that is applied, which alone opens something; kept over restarts. Safe for any number of
 * threads.
 */
public final class RootAccess {
    /** The code of a task that does not run for want of root access. */
    public static final String REFUSED = "root-access-refused";

    private static final List<String> SURFACES = List.of("operational", "task", "terminal");

    private final RootAccessFile file;
    private final WayToRoot way;
    private final Clock clock;
    private final EventLog log;
    private final ApplyPause pause;
    private volatile RootAccessState state;
    private volatile @Nullable RootProfile desired;

    /** What is desired as far as this machine allows it. */
    private volatile @Nullable RootProfile granted;

    private volatile Closed closed = _ -> {};

    /** Whether what the state says is certainly what is in force; not after a try that may have got half way. */
    private boolean agreed;

    /** Hears that a surface is no longer open. */
    @FunctionalInterface
    public interface Closed {
        void closed(String surface);
    }

    /** @param nanos a clock that nobody sets, in nanoseconds */
    public RootAccess(RootAccessFile file, WayToRoot way, Clock clock, LongSupplier nanos, EventLog log) {
        this.file = file;
        this.way = way;
        this.clock = clock;
        this.log = log;
        this.pause = new ApplyPause(nanos);
        this.state = file.load(log);
    }

    /**
     * What the server wants from now on. Applied before this returns, unless that fails; then it is tried again when it is wanted
     * again, not before a pause that doubles, and at once when something else is wanted. What this machine does not allow, or no longer
     * allows, is off.
     */
    public synchronized void desire(RootProfile profile) {
        List<String> before = open();
        take(profile);
        List<String> now = open();
        before.stream().filter(surface -> !now.contains(surface)).forEach(closed::closed);
    }

    /** Told from now on, by whichever thread brings the news; it must not wait. */
    public void whenClosed(Closed hears) {
        closed = hears;
    }

    private List<String> open() {
        return SURFACES.stream().filter(surface -> refusal(surface) == null).toList();
    }

    private void take(RootProfile profile) {
        String refusal = way.refusal(profile);
        RootProfile allowed = refusal == null ? profile : RootProfile.OFF;
        if (profile != desired || allowed != granted) {
            desired = profile;
            granted = allowed;
            pause.reset();
        }
        if (isInForce(allowed)) {
            keep(state.failed(refusal));
        } else if (pause.isOver()) {
            apply(allowed, refusal);
        }
    }

    /** What goes into each claim and each authentication. */
    public RootAccessReport report() {
        return state.report();
    }

    /** Null when root may be used for that surface; else a sentence that says why not. */
    public @Nullable String refusal(String surface) {
        RootAccessState now = state;
        RootProfile wanted = granted;
        if (now.applied().allows(surface) && (wanted == null || wanted.allows(surface))) {
            return null;
        }
        String error = now.lastError();
        return "root access for the surface \"" + surface + "\" is not applied on this node (applied is "
                + now.applied().wireName() + (error == null ? ")" : "; " + error + ")");
    }

    public RootAccessState state() {
        return state;
    }

    /** Null until the server has said so. */
    public @Nullable RootProfile desired() {
        return desired;
    }

    public WayToRoot way() {
        return way;
    }

    private boolean isInForce(RootProfile profile) {
        return state.applied() == profile && (agreed || (profile == RootProfile.OFF && !way.isThere()));
    }

    /** @param refusal why it is not what is wanted; null when it is */
    private void apply(RootProfile profile, @Nullable String refusal) {
        agreed = false;
        try {
            way.apply(profile);
            RootAccessState next = state.applied() == profile ? state : state.applied(profile, clock.instant());
            write(next.failed(refusal));
            agreed = true;
            log.info("root access profile applied", "profile", profile.wireName(), "by", way.words());
        } catch (NotApplied e) {
            fail(profile, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            fail(profile, "the state of root access cannot be written: " + e);
        }
    }

    private void fail(RootProfile profile, String why) {
        log.warn(
                "root access profile not applied",
                "profile",
                profile.wireName(),
                "applied",
                state.applied().wireName(),
                "delay",
                pause.begin().toMillis(),
                "error",
                why);
        keep(state.failed(why));
    }

    private void write(RootAccessState next) throws IOException {
        if (!next.equals(state)) {
            file.save(next);
            state = next;
        }
    }

    /** Of an error nothing depends on its being on the disk. */
    private void keep(RootAccessState next) {
        try {
            write(next);
        } catch (IOException e) {
            log.warn("root access state cannot be written", "error", e);
            state = next;
        }
    }
}
