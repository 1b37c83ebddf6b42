package io.noderax.agent.controlplane;

import io.noderax.protocol.session.WireHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the server can do beyond the reference, as its answers say; nothing until it has said so. The monitor guards all.
 *
 * <p>An answer of the API without the header comes from a server that knows no extension: the one that did has been replaced.
 * What stands between (a proxy's page, a broken gateway) says nothing.
 */
public final class ServerExtensions {
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);

    private final Set<String> announced = new LinkedHashSet<>();
    private final Set<String> withdrawn = new LinkedHashSet<>();
    private String header = "";
    private Duration reconnectWindow = Duration.ZERO;

    /** Whether a log goes as frames. */
    public boolean takesLogBatches() {
        return has(WireHeaders.EXT_LOG_BATCHES);
    }

    /** Whether the question for a cancellation may wait at the server. */
    public boolean parksControl() {
        return has(WireHeaders.EXT_CONTROL_WAIT);
    }

    /** Whether a task whose attempt was never launched goes back to the queue when its agent says so. */
    public boolean takesAttemptsBack() {
        return has(WireHeaders.EXT_GIVE_BACK);
    }

    /** Whether a claim may name the attempts that its agent has. */
    public boolean takesNamedAttempts() {
        return has(WireHeaders.EXT_CLAIM_ATTEMPTS);
    }

    /** Whether it is told what keeps a running task. */
    public boolean takesTaskState() {
        return has(WireHeaders.EXT_TASK_STATE);
    }

    /** All that are announced and not withdrawn. */
    public synchronized List<String> inUse() {
        List<String> used = new ArrayList<>(announced);
        used.removeAll(withdrawn);
        used.remove("");
        return used;
    }

    /** Within how long after a lost connection to return, as the server said last; zero when it never did. */
    public synchronized Duration reconnectWindow() {
        return reconnectWindow;
    }

    /** Does without the extension, whose route is not there, until the server announces something else. */
    public synchronized void withdraw(String extension) {
        withdrawn.add(extension);
    }

    private synchronized boolean has(String extension) {
        return announced.contains(extension) && !withdrawn.contains(extension);
    }

    /** @param understood whether the answer is certainly the API's own */
    synchronized void heard(HttpReply reply, boolean understood) {
        String now = reply.head().extensions();
        if (now == null && !understood) {
            return;
        }
        if (!header.equals(now)) {
            learn(now == null ? "" : now);
        }
        String window = reply.head().reconnectWindow();
        if (window != null) {
            learnWindow(window.strip());
        }
    }

    private void learn(String now) {
        header = now;
        announced.clear();
        withdrawn.clear();
        reconnectWindow = now.isEmpty() ? Duration.ZERO : reconnectWindow;
        for (String token : now.split(",", -1)) {
            announced.add(token.strip());
        }
    }

    private void learnWindow(String seconds) {
        try {
            Duration window = Duration.ofSeconds(Math.max(0, Long.parseLong(seconds)));
            reconnectWindow = window.compareTo(LONGEST_WINDOW) > 0 ? LONGEST_WINDOW : window;
        } catch (NumberFormatException e) {
            // No number: what was said before stays.
        }
    }
}
