package io.noderax.server.terminals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.terminal.OutputPlace;
import io.noderax.protocol.terminal.TerminalStatus;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How sessions move from state to state, with several server processes on one database. */
class SessionStatesTest {
    private static TestDatabase postgres;

    private TestProcess here;
    private TestProcess there;
    private TestTenant tenant;

    @BeforeAll
    static void start() {
        postgres = TestDatabase.shared();
    }

    @BeforeEach
    void make() {
        here = new TestProcess(postgres, TestTimes.USUAL);
        there = new TestProcess(postgres, TestTimes.USUAL);
        Eventually.until("they know each other", () -> here.signals.hasOthers() && there.signals.hasOthers());
        tenant = TestTenant.create(postgres.database());
    }

    @AfterEach
    void end() {
        here.close();
        there.close();
    }

    @Test
    void theOpenTimerFailsOnlyWhatHasNotOpened() {
        TerminalSessionId opened = here.open(tenant, false, false);
        TerminalSessionId silent = here.open(tenant, false, false);
        there.opened(tenant, opened);
        here.sql(
                "update terminal_sessions set open_until = now() - interval '1 s' where id = :id and open_until is not null",
                opened);
        here.sql("update terminal_sessions set open_until = now() - interval '1 s' where id = :id", silent);

        here.sweep.sweep();

        assertThat(here.session(opened).status()).isEqualTo(TerminalStatus.OPEN);
        assertThat(here.session(silent).status()).isEqualTo(TerminalStatus.FAILED);
        assertThat(here.session(silent).view().ending().reason()).isEqualTo(Words.NEVER_OPENED);
    }

    @Test
    void aLateOpenedDoesNotReopenASessionThatIsEnding() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.database.transaction(tx -> here.transitions.terminate(tx, id, "enough"));

        JsonObject ack = here.opened(tenant, id);

        assertThat(ack.text("status")).isEqualTo("terminating");
        assertThat(here.session(id).status()).isEqualTo(TerminalStatus.TERMINATING);
    }

    @Test
    void aLateOpenedOfAFailedSessionStopsTheShell() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.sql("update terminal_sessions set open_until = now() - interval '1 s' where id = :id", id);
        here.sweep.sweep();

        assertThat(here.opened(tenant, id).text("status")).isEqualTo("failed");
        assertThat(here.agents.bodies("terminal.stop")).hasSize(1);
    }

    @Test
    void deadlinesGoOnInAnotherProcessAfterACrash() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.opened(tenant, id);
        here.database.transaction(tx -> here.transitions.terminate(tx, id, null));
        here.sql("update terminal_sessions set terminate_until = now() - interval '1 s' where id = :id", id);

        there.sweep.sweep();

        assertThat(there.session(id).status()).isEqualTo(TerminalStatus.CLOSED);
        assertThat(there.session(id).view().ending().reason()).isEqualTo(Words.NEVER_ENDED);
    }

    @Test
    void anAgentThatKeepsNothingTakesItsSessionsWithIt() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.agentTerminals.arrived(tenant.node(), "one");
        here.opened(tenant, id);

        here.agentTerminals.left(tenant.node(), "one");

        assertThat(here.session(id).status()).isEqualTo(TerminalStatus.CLOSED);
        assertThat(here.session(id).view().ending().reason()).isEqualTo(Words.AGENT_GONE);
    }

    @Test
    void anAgentThatKeepsShellsIsWaitedForAndResumed() {
        here.agents.abilities = Set.of(AgentCommands.RESUME);
        TerminalSessionId id = here.open(tenant, true, false);
        here.agentTerminals.arrived(tenant.node(), "one");
        here.opened(tenant, id);
        here.output(tenant, id, "hello".getBytes(UTF_8), new OutputPlace(0, 0, 0, false));
        Eventually.until("the output is stored", () -> here.session(id).outputOffset() == 5);
        here.agents.connected = false;
        here.agentTerminals.left(tenant.node(), "one");
        here.sweep.sweep();
        assertThat(here.session(id).status()).isEqualTo(TerminalStatus.OPEN);

        here.agents.connected = true;
        here.agentTerminals.arrived(tenant.node(), "two");
        here.sql(
                "update terminal_sessions set agent_lost_until = agent_lost_until - interval '1 h' where id = :id", id);
        here.sweep.sweep();

        assertThat(here.session(id).status()).isEqualTo(TerminalStatus.OPEN);
        assertThat(here.agents.bodies("terminal.resume").getLast().get("offset"))
                .isEqualTo(5L);
    }

    @Test
    void anAgentThatStaysAwayLosesItsSessionsAndIsToldWhenItIsBack() {
        here.agents.abilities = Set.of(AgentCommands.RESUME);
        TerminalSessionId id = here.open(tenant, true, false);
        here.opened(tenant, id);
        here.agents.connected = false;
        there.agents.connected = false;
        there.sweep.sweep();
        here.sql(
                "update terminal_sessions set agent_lost_until = now() - interval '1 s' where id = :id and agent_lost_until is not null",
                id);

        there.sweep.sweep();
        here.agents.connected = true;
        here.agentTerminals.arrived(tenant.node(), "two");

        assertThat(here.session(id).view().ending().reason()).isEqualTo(Words.AGENT_GONE);
        assertThat(here.agents.bodies("terminal.stop")).hasSize(1);
        here.agentTerminals.arrived(tenant.node(), "three");
        assertThat(here.agents.bodies("terminal.stop")).as("only once").hasSize(1);
    }

    @Test
    void anOldSocketThatGoesAfterANewOneCameEndsNothing() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.agentTerminals.arrived(tenant.node(), "old");
        here.agentTerminals.arrived(tenant.node(), "new");
        here.opened(tenant, id);

        here.agentTerminals.left(tenant.node(), "old");

        assertThat(here.session(id).status()).isEqualTo(TerminalStatus.OPEN);
    }

    @Test
    void aCrashedProcessLeavesNoBrowserBehind() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.opened(tenant, id);
        here.attach(tenant, id, null);
        here.sql("update terminal_controllers set seen_at = now() - interval '2 min' where session_id = :id", id);

        there.sweep.sweep();
        assertThat(controllers(id)).isZero();
        assertThat(there.session(id).status()).as("it has its grace").isEqualTo(TerminalStatus.OPEN);
        here.sql("update terminal_sessions set detached_until = detached_until - interval '1 h' where id = :id", id);
        there.sweep.sweep();

        assertThat(there.session(id).status()).isEqualTo(TerminalStatus.TERMINATING);
        assertThat(there.session(id).stopReason()).isEqualTo(Words.DETACHED);
        assertThat(there.agents.bodies("terminal.stop").getLast().text("reason"))
                .isEqualTo(Words.DETACHED);
    }

    @Test
    void aProcessThatWasTakenForDeadSignsItsBrowsersOnAgain() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.opened(tenant, id);
        here.attach(tenant, id, null);
        here.sql("delete from terminal_controllers where session_id = :id", id);
        there.sweep.sweep();

        here.controllers.beat();
        here.sql("update terminal_sessions set detached_until = detached_until - interval '1 h' where id = :id", id);
        there.sweep.sweep();

        assertThat(controllers(id)).isEqualTo(1);
        assertThat(here.session(id).status()).isEqualTo(TerminalStatus.OPEN);
    }

    @Test
    void nobodyTypesForTooLongEndsTheShell() {
        TestTimes times = new TestTimes(Duration.ofMinutes(5), Duration.ofMinutes(10), false, Duration.ofDays(7), 10);
        try (TestProcess strict = new TestProcess(postgres, times)) {
            TerminalSessionId id = strict.open(tenant, false, false);
            strict.opened(tenant, id);
            strict.sweep.sweep();
            assertThat(strict.session(id).status()).isEqualTo(TerminalStatus.OPEN);
            strict.sql("update terminal_sessions set active_at = now() - interval '11 min' where id = :id", id);

            strict.sweep.sweep();

            assertThat(strict.session(id).stopReason()).isEqualTo(Words.IDLE);
        }
    }

    @Test
    void aReasonOfTheServersStandsAboveTheAgents() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.opened(tenant, id);
        here.sql("update terminal_sessions set detached_until = now() - interval '1 s' where id = :id", id);
        here.sweep.sweep();

        here.exited(tenant, id, null);

        assertThat(here.session(id).view().ending().reason()).isEqualTo(Words.DETACHED);
        assertThat(here.session(id).view().ending().exitCode()).isEqualTo(3);
    }

    @Test
    void wordsOfAnotherNodeChangeNothing() {
        TerminalSessionId id = here.open(tenant, false, false);
        TestTenant other = TestTenant.create(postgres.database());

        assertThat(here.output(other, id, "x".getBytes(UTF_8), null).get("seq")).isNull();
        assertThatThrownBy(() -> here.opened(other, id))
                .isInstanceOf(Refusal.class)
                .hasMessage(Words.notFound(id));
        assertThat(here.session(id).status()).isEqualTo(TerminalStatus.PENDING);
        assertThat(here.transcript(id)).isEmpty();
    }

    @Test
    void transcriptsAreDeletedOnceAndOnlyOfSessionsThatAreOver() {
        TerminalSessionId live = here.open(tenant, false, false);
        TerminalSessionId over = here.open(tenant, false, false);
        for (TerminalSessionId id : List.of(live, over)) {
            here.opened(tenant, id);
            here.output(tenant, id, "text".getBytes(UTF_8), null);
        }
        here.sql("update terminal_sessions set retention_expires_at = now() - interval '1 d' where id = :id", live);
        here.exited(tenant, over, null);
        assertThat(here.session(over).view().times().keptUntil())
                .isAfter(Instant.now().plus(Duration.ofDays(6)));
        here.sql("update terminal_sessions set retention_expires_at = now() - interval '1 d' where id = :id", over);

        here.retention.prune();
        here.retention.prune();

        assertThat(here.transcript(live)).hasSize(2);
        assertThat(here.transcript(over)).isEmpty();
        assertThat(here.session(over).transcriptDeleted()).isTrue();
        assertThat(here.session(live).transcriptDeleted()).isFalse();
    }

    private long controllers(TerminalSessionId id) {
        return here.database.run(
                db -> db.createQuery("select count(*) from terminal_controllers where session_id = :id")
                        .bind("id", id.value())
                        .mapTo(Long.class)
                        .one());
    }
}
