package io.noderax.cli.updates;

import io.noderax.cli.http.Received;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.cli.terminal.Table;
import io.noderax.protocol.id.RolloutId;
import io.noderax.protocol.json.Uuids;
import io.noderax.protocol.update.RolloutView;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code updates rollouts}: the rollouts, or one of them with its nodes. */
@Command(name = "rollouts", description = "Lists rollouts, the newest first; with ID, shows that one with its nodes.")
public final class RolloutsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "which rollout")
    private @Nullable String id;

    @Option(names = "--json", description = "print what the server sent")
    private boolean json;

    public RolloutsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Updates updates = new Updates(new Session(surroundings).open());
        if (id == null) {
            list(updates.rollouts());
            return 0;
        }
        UUID wanted = Uuids.parse(id);
        if (wanted == null) {
            throw new CommandFailure(2, "ID must be a UUID (got \"%s\")".formatted(id));
        }
        show(updates.rollout(new RolloutId(wanted)));
        return 0;
    }

    private void list(List<Received<RolloutView>> rollouts) {
        Screen screen = surroundings.screen();
        if (json) {
            screen.printJson(rollouts.stream().map(Received::sent).toList());
            return;
        }
        Table table = new Table("VERSION", "STATUS", "NODES", "BY", "CREATED", "ID");
        rollouts.stream()
                .map(Received::value)
                .forEach(rollout -> table.add(
                        rollout.targetVersion(),
                        rollout.status().wireName(),
                        rollout.counts().completed() + "/" + rollout.counts().total(),
                        rollout.requestedByEmail(),
                        rollout.createdAt().toString(),
                        rollout.id().toString()));
        table.lines(screen::status).forEach(screen::print);
    }

    private void show(Received<RolloutView> rollout) {
        if (json) {
            surroundings.screen().printJson(rollout.sent());
        } else {
            RolloutWords.show(rollout.value(), surroundings.screen());
        }
    }
}
