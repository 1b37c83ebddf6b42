package io.noderax.cli.updates;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Query;
import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.protocol.id.RolloutId;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.update.CreateRollout;
import io.noderax.protocol.update.ReleaseView;
import io.noderax.protocol.update.RolloutTargetView;
import io.noderax.protocol.update.RolloutView;
import io.noderax.protocol.update.UpdateSummary;
import java.util.List;

/** The calls about updates; all need a platform administrator (wire contract, 3.9). */
final class Updates {
    private static final String ROLLOUTS = "/agent-updates/rollouts";
    private static final JsonMessage NOTHING = () -> JsonObject.EMPTY;

    private final Connection connection;

    Updates(Connection connection) {
        this.connection = connection;
    }

    Received<UpdateSummary> summary() {
        return connection.get(Query.of("/agent-updates/summary"), UpdateSummary::read);
    }

    List<Received<ReleaseView>> releases() {
        return connection.getAll(Query.of("/agent-updates/releases"), ReleaseView::read);
    }

    List<Received<RolloutView>> rollouts() {
        return connection.getAll(Query.of(ROLLOUTS), RolloutView::read);
    }

    Received<RolloutView> rollout(RolloutId id) {
        return connection.get(Query.of(ROLLOUTS + "/{}", id), RolloutView::read);
    }

    Received<RolloutView> create(CreateRollout rollout) {
        return connection.post(Query.of(ROLLOUTS), rollout, RolloutView::read);
    }

    /** @param verb {@code resume} or {@code cancel} */
    Received<RolloutView> decide(RolloutView rollout, String verb) {
        return connection.post(Query.of(ROLLOUTS + "/{}/" + verb, rollout.id()), NOTHING, RolloutView::read);
    }

    /** @param verb {@code retry} or {@code skip} */
    Received<RolloutView> decide(RolloutView rollout, RolloutTargetView target, String verb) {
        return connection.post(
                Query.of(ROLLOUTS + "/{}/targets/{}/" + verb, rollout.id(), target.id()), NOTHING, RolloutView::read);
    }

    /** @throws CommandFailure when no rollout is active */
    RolloutView active() {
        RolloutView active = summary().value().activeRollout();
        if (active == null) {
            throw new CommandFailure("no rollout is active; `noderax updates rollouts` lists those that were");
        }
        return active;
    }
}
