package io.noderax.cli.updates;

import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.Table;
import io.noderax.protocol.update.RolloutCounts;
import io.noderax.protocol.update.RolloutTargetView;
import io.noderax.protocol.update.RolloutView;
import java.util.Objects;

/** A rollout in words. */
final class RolloutWords {
    private RolloutWords() {}

    /** All that is known of it. */
    static void show(RolloutView rollout, Screen screen) {
        screen.print("%s %s to %s: %s (%s)"
                .formatted(
                        rollout.rollback() ? "rollback" : "rollout",
                        rollout.id(),
                        rollout.targetVersion(),
                        screen.status(rollout.status().wireName()),
                        counts(rollout.counts())));
        screen.print(plain(rollout.statusMessage()));
        if (!rollout.targets().isEmpty()) {
            Table table = new Table("NODE", "FROM", "STATUS", "PROGRESS", "WHY");
            rollout.targets()
                    .forEach(target -> table.add(
                            target.nodeName(),
                            Objects.requireNonNullElse(target.previousVersion(), ""),
                            target.status().wireName(),
                            target.progressPercent() + " %",
                            Objects.requireNonNullElse(target.statusMessage(), "")));
            table.lines(screen::status).forEach(screen::print);
        }
    }

    /** One line about a node of it. */
    static String line(RolloutTargetView target) {
        return "%s: %s, %d %%%s"
                .formatted(
                        target.nodeName(),
                        target.status().wireName(),
                        target.progressPercent(),
                        target.statusMessage() == null ? "" : ": " + plain(target.statusMessage()));
    }

    static String counts(RolloutCounts counts) {
        return "%d of %d nodes done, %d failed, %d skipped, %d waiting"
                .formatted(
                        counts.completed(),
                        counts.total(),
                        counts.failed(),
                        counts.skipped(),
                        counts.pending() + counts.active());
    }

    /** What a node has said must not move the cursor. */
    static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
