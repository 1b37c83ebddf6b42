package io.noderax.server.tasks;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Looks after tasks whose time is over: a lease that was not followed by a start, a queue deadline. */
@Singleton
class TaskSweep {
    private static final Logger LOG = Logger.getLogger(TaskSweep.class);

    private final TaskTransitions transitions;
    private final Claims claims;

    TaskSweep(TaskTransitions transitions, Claims claims) {
        this.transitions = transitions;
        this.claims = claims;
    }

    @Scheduled(every = "{noderax.task-sweep}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        var nodes = transitions.requeueExpired();
        nodes.forEach(claims::wake);
        int overdue = transitions.giveUpOverdue();
        if (!nodes.isEmpty() || overdue > 0) {
            LOG.infof("tasks swept nodesWithRequeued=%d overdue=%d", nodes.size(), overdue);
        }
    }
}
