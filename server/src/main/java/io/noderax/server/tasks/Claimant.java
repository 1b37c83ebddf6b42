package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.server.nodes.AgentCaller;
import java.util.List;

/**
 * Who claims, and what it can run.
 *
 * @param types the only types that it runs; empty: it does not say
 * @param keepsJournal whether it may come back late with what it has on its disk
 */
record Claimant(NodeId node, List<String> types, boolean keepsJournal) {
    /** @param named the types that the claim names; they bind only an agent that says so */
    static Claimant of(AgentCaller agent, List<String> named) {
        return new Claimant(
                agent.node(),
                agent.abilities().namesItsTypes() ? List.copyOf(named) : List.of(),
                agent.abilities().keepsJournal());
    }
}
