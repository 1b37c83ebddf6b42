package io.noderax.agent.rootbroker;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.linux.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down of root's uses. */
class BrokerAuditTest {
    private static final int LARGEST = 2000;

    @TempDir
    private Path folder;

    @Test
    void aFullFileIsKeptAsideAndNoLineIsLostBetweenTheTwo() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        Path older = folder.resolve("audit.jsonl.1");
        List<String> seen = new ArrayList<>();
        try (BrokerAudit audit = open(file)) {
            for (int use = 0; !Files.exists(older); use++) {
                audit.write(new Peer(1, 1000), "use " + use, "allowed", "");
            }
        }
        try (BrokerAudit audit = open(file)) {
            audit.write(new Peer(1, 1000), "the last", "allowed", "");
        }
        seen.addAll(Files.readAllLines(older));
        seen.addAll(Files.readAllLines(file));

        assertThat(Files.size(older)).isBetween((long) LARGEST, LARGEST + 500L);
        assertThat(Files.readAllLines(file)).hasSize(2);
        for (int use = 0; use < seen.size() - 1; use++) {
            assertThat(seen.get(use)).contains("\"use " + use + "\"");
        }
        assertThat(seen.getLast()).contains("the last");
    }

    private static BrokerAudit open(Path file) throws IOException {
        return new BrokerAudit(
                file, LARGEST, Clock.systemUTC(), new EventLog(System.out, Level.ERROR, Clock.systemUTC()));
    }
}
