package io.noderax.server.terminals;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.terminal.TerminalMessage;
import io.noderax.protocol.terminal.TerminalOutput;
import io.noderax.server.background.OneAtATime;
import io.noderax.server.http.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What one agent says of one session, handled in its order: what has come while the last commit ran goes into one commit. Safe for
 * several threads.
 */
final class AgentStream {
    private static final Logger LOG = Logger.getLogger(AgentStream.class);
    private static final int MOST_AT_ONCE = 512 * 1024;
    private static final int MOST_TRIES = 60;
    private static final long BETWEEN_TRIES_MILLIS = 500;

    private record Waiting(TerminalMessage message, CompletableFuture<JsonObject> answer) {}

    private final StreamWork work;
    private final OneAtATime turns;
    private final OneAtATime credits;
    private final OneAtATime looks;
    private final Object lock = new Object();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int failures;

    AgentStream(StreamWork work) {
        this.work = work;
        this.credits = new OneAtATime("terminal-credit", work::creditMayHaveGrown);
        this.looks = new OneAtATime("terminal-elsewhere", work::lookElsewhere);
        this.turns = new OneAtATime("terminal-stream", this::run);
    }

    /** The answer comes when it is stored, in the order of the calls. */
    CompletableFuture<JsonObject> offer(TerminalMessage message) {
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        synchronized (lock) {
            waiting.add(new Waiting(message, answer));
        }
        turns.look();
        return answer;
    }

    /** A browser has taken more, or let go: the agent may be told to go on. Does not block. */
    void lookAtCredit() {
        if (work.isLimited()) {
            credits.look();
        }
    }

    /** Something was done about the session at another process. Does not block. */
    void lookElsewhere() {
        looks.look();
    }

    StreamWork work() {
        return work;
    }

    private void run() {
        List<Waiting> next = next();
        while (!next.isEmpty()) {
            try {
                handle(next);
                failures = 0;
            } catch (Refusal e) {
                next.forEach(one -> one.answer().completeExceptionally(e));
            } catch (RuntimeException e) {
                if (!isTriedAgain(next, e)) {
                    return;
                }
            }
            next = next();
        }
    }

    /** A run of output, or one other message; none when there is nothing. */
    private List<Waiting> next() {
        List<Waiting> next = new ArrayList<>();
        int size = 0;
        synchronized (lock) {
            while (!waiting.isEmpty()) {
                boolean output = waiting.getFirst().message() instanceof TerminalOutput;
                if (!next.isEmpty() && (!output || size > MOST_AT_ONCE)) {
                    return next;
                }
                Waiting one = waiting.removeFirst();
                next.add(one);
                if (!(one.message() instanceof TerminalOutput written)) {
                    return next;
                }
                size += written.payload().length();
            }
        }
        return next;
    }

    private void handle(List<Waiting> next) {
        if (!(next.getFirst().message() instanceof TerminalOutput)) {
            Waiting one = next.getFirst();
            one.answer().complete(work.handle(one.message()));
            return;
        }
        List<JsonObject> answers = work.output(
                next.stream().map(one -> (TerminalOutput) one.message()).toList());
        for (int i = 0; i < next.size(); i++) {
            next.get(i).answer().complete(answers.get(i));
        }
    }

    /** The database may be away for a while; what an agent keeps is not lost, but what it has sent it may not send again. */
    private boolean isTriedAgain(List<Waiting> next, RuntimeException e) {
        failures++;
        if (failures > MOST_TRIES) {
            LOG.errorf(
                    e, "words of an agent about a terminal are lost session=%s count=%d", work.session(), next.size());
            failures = 0;
            next.forEach(one -> one.answer().completeExceptionally(e));
            return true;
        }
        LOG.warnf(
                "words of an agent about a terminal cannot be stored, trying again session=%s error=%s",
                work.session(), e.getMessage());
        synchronized (lock) {
            for (Waiting one : next.reversed()) {
                waiting.addFirst(one);
            }
        }
        CompletableFuture.delayedExecutor(BETWEEN_TRIES_MILLIS, TimeUnit.MILLISECONDS)
                .execute(turns::look);
        return false;
    }
}
