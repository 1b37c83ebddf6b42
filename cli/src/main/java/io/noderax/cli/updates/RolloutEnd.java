package io.noderax.cli.updates;

import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.update.RolloutView;

/** What a command shows of a rollout that it has changed, and exits with. */
final class RolloutEnd {
    private static final int LEFT = 130;

    private RolloutEnd() {}

    /** At once, or when it runs no more. */
    static int of(
            Received<RolloutView> changed, Updates updates, Surroundings surroundings, boolean json, boolean detach) {
        Received<RolloutView> end =
                detach ? changed : new WatchLoop(updates, surroundings.signals(), surroundings.screen()).watch(changed);
        if (json) {
            surroundings.screen().printJson(end.sent());
        } else {
            RolloutWords.show(end.value(), surroundings.screen());
        }
        return detach ? 0 : code(end.value(), surroundings);
    }

    private static int code(RolloutView rollout, Surroundings surroundings) {
        return switch (rollout.status()) {
            case COMPLETED -> rollout.counts().failed() == 0 ? 0 : 1;
            case CANCELLED -> 0;
            case PAUSED -> {
                surroundings
                        .screen()
                        .say(
                                "noderax: it is paused; go on with `%s updates retry NODE`, `skip NODE`, `resume` or `cancel`"
                                        .formatted(surroundings.command()));
                yield 1;
            }
            case RUNNING -> {
                surroundings
                        .screen()
                        .say("noderax: the rollout goes on; `%s updates cancel` ends it"
                                .formatted(surroundings.command()));
                yield LEFT;
            }
        };
    }
}
