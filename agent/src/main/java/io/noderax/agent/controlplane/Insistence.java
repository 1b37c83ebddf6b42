package io.noderax.agent.controlplane;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.Pace;
import io.noderax.agent.loops.StopSignal;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes a call until the server has decided: transient failures are tried again for as long as the work is wanted. */
public final class Insistence {
    private static final int QUEUED_STATE_TRIES = 4;

    private final Pace pace;
    private final RandomGenerator random;
    private final EventLog log;

    public Insistence(Pace pace, RandomGenerator random, EventLog log) {
        this.pace = pace;
        this.random = random;
        this.log = log;
    }

    /** The first answer that no waiting would change; a transient failure only when stopped. */
    public <T> Answer<T> decided(String what, StopSignal stop, Supplier<Answer<T>> call) {
        Patience patience = new Patience(pace, random);
        while (true) {
            Answer<T> answer = settled(stop, call);
            if (!(answer instanceof Answer.Failure<T> failure) || !failure.isTransient()) {
                return answer;
            }
            Duration delay = patience.after(failure);
            log.warn("call failed, trying again", "call", what, "delay", delay.toMillis(), "error", failure.sentence());
            if (stop.await(delay)) {
                return answer;
            }
        }
    }

    /** One answer, where a refusal because of a {@code queued state} gets three more tries (agent contract, 6). */
    public <T> Answer<T> settled(StopSignal stop, Supplier<Answer<T>> call) {
        Answer<T> answer = call.get();
        for (int tries = 1; tries < QUEUED_STATE_TRIES && isQueuedState(answer); tries++) {
            if (stop.await(pace.queuedStateRetry())) {
                return answer;
            }
            answer = call.get();
        }
        return answer;
    }

    private static boolean isQueuedState(Answer<?> answer) {
        return answer instanceof Answer.Refused<?> refused && refused.saysQueuedState();
    }
}
