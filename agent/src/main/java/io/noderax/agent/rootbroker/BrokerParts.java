package io.noderax.agent.rootbroker;

import io.noderax.agent.containment.Containment;
import io.noderax.agent.log.EventLog;
import io.noderax.linux.ProcessTable;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What every conversation works with.
 *
 * @param user the number of the one user who may ask, beside root
 * @param policy what the node's own policy lets it do
 * @param running the folder of what runs
 * @param grace from TERM to KILL for what a caller leaves behind
 */
record BrokerParts(
        int user,
        BrokerProfile profile,
        BrokerPolicy policy,
        BrokerAudit audit,
        RootWork work,
        ProcessTable processes,
        Containment containment,
        Path running,
        Duration grace,
        EventLog log) {}
