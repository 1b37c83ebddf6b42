package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.rootaccess.RootAccessReport;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import jakarta.inject.Singleton;

/** What agents say of their root access; each says it in every claim, and only what is new costs a query. */
@Singleton
public class RootReports {
    private final Database database;
    private final RootAccessStore store;
    private final RootNews news;
    private final Agents agents;

    RootReports(Database database, RootAccessStore store, RootNews news, Agents agents, Signals signals) {
        this.database = database;
        this.store = store;
        this.news = news;
        this.agents = agents;
        signals.on(Signal.ROOT_ACCESS_REPORTED, id -> agents.forgetRootReport(new NodeId(id)));
    }

    /** Stores it, and tells it, if it is news. */
    public void report(NodeId id, RootAccessReport report) {
        KnownAgent agent = agents.find(id);
        if (agent != null && agent.isNews(report)) {
            database.inTransaction(tx -> store.report(tx, id, report).ifPresent(node -> news.reported(tx, node)));
        }
    }
}
