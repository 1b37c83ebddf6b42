package io.noderax.server.terminals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.terminal.ChunkDirection;
import io.noderax.protocol.terminal.OutputPlace;
import io.noderax.protocol.terminal.TerminalError;
import io.noderax.protocol.terminal.TerminalResumed;
import io.noderax.protocol.terminal.TerminalStatus;
import io.noderax.protocol.terminal.TerminalTaken;
import io.noderax.server.auth.TypedTokens;
import io.noderax.server.storage.TestDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Browsers at their sessions, with the agent at the same process or at another one. */
class TerminalDeskTest {
    private static final JsonObject NO_MEMBERS = JsonObject.EMPTY;
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
    void aBrowserSeesEverythingOnceWhileTheShellWrites() throws Exception {
        TerminalSessionId id = here.open(tenant, false, false);
        here.opened(tenant, id);
        int lines = 600;
        StringBuilder written = new StringBuilder();
        Thread shell = Thread.ofVirtual().start(() -> {
            for (int n = 0; n < lines; n++) {
                here.output(tenant, id, (n + "\n").getBytes(UTF_8), null);
            }
        });
        for (int n = 0; n < lines; n++) {
            written.append(n).append('\n');
        }
        List<TestBrowser> browsers = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            browsers.add((n % 2 == 0 ? here : there).attach(tenant, id, 0L));
        }
        shell.join();
        here.exited(tenant, id, null);

        for (TestBrowser browser : browsers) {
            Eventually.until("the end", () -> !browser.bodies("terminal.closed").isEmpty());
            assertThat(browser.ack.get("ok")).isEqualTo(true);
            assertThat(browser.shown()).isEqualTo(written.toString());
            assertThat(browser.seqs())
                    .isEqualTo(LongStream.rangeClosed(1, browser.seqs().size())
                            .boxed()
                            .toList());
            assertThat(browser.seqs().size())
                    .as("replayed before the ack")
                    .isGreaterThanOrEqualTo(((Long) browser.ack.get("lastSeq")).intValue());
        }
    }

    @Test
    void withoutANumberOnlyWhatIsNewComes() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.opened(tenant, id);
        here.output(tenant, id, "old".getBytes(UTF_8), null);

        TestBrowser browser = here.attach(tenant, id, null);
        here.output(tenant, id, "new".getBytes(UTF_8), null);

        Eventually.until("the new", () -> browser.shown().equals("new"));
        assertThat(browser.ack.get("lastSeq")).isEqualTo(2L);
        assertThat(browser.seqs()).containsExactly(3L);
    }

    @Test
    void aSessionThatEndedWhileTheBrowserWasAwayIsShownToItsEnd() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.opened(tenant, id);
        here.output(tenant, id, "last words".getBytes(UTF_8), null);
        here.exited(tenant, id, null);

        TestBrowser browser = here.attach(tenant, id, 1L);

        assertThat(browser.shown()).isEqualTo("last words");
        assertThat(here.attach(tenant, id, null).ack.text("message")).isEqualTo(Words.NOT_ACTIVE);
    }

    @Test
    void statesComeInTheirOrderAndOnceAlsoFromAnotherProcess() {
        TerminalSessionId id = here.open(tenant, false, false);
        TestBrowser near = here.attach(tenant, id, null);
        TestBrowser far = there.attach(tenant, id, null);
        here.opened(tenant, id);
        here.agentTerminals.on(tenant.node(), TerminalError.EVENT, new TerminalError(id, "pty failed", null).toJson());

        for (TestBrowser browser : List.of(near, far)) {
            Eventually.until("the end", () -> !browser.bodies("terminal.closed").isEmpty());
            assertThat(browser.statuses()).endsWith("failed").doesNotHaveDuplicates();
            assertThat(browser.bodies("terminal.error").getFirst().text("message"))
                    .isEqualTo("pty failed");
            assertThat(browser.got.getLast().event()).isEqualTo("terminal.closed");
        }
        assertThat(near.statuses()).containsExactly("open", "failed");
    }

    @Test
    void keysGoToTheAgentOnceTheShellIsOpen() {
        TerminalSessionId id = here.open(tenant, false, false);
        TestBrowser browser = here.attach(tenant, id, null);
        assertThat(browser.say("terminal.input", input(id, "too early")).text("message"))
                .isEqualTo(Words.NOT_OPEN);
        assertThat(browser.bodies("terminal.error")).hasSize(1);
        here.opened(tenant, id);

        JsonObject ack = browser.say("terminal.input", input(id, "ls\r"));

        assertThat(ack.get("ok")).isEqualTo(true);
        JsonObject sent = here.agents.bodies("terminal.input").getFirst();
        assertThat(sent.text("payload")).isEqualTo("bHMN");
        assertThat(sent.has("inputOffset"))
                .as("not to an agent that does not count")
                .isFalse();
    }

    @Test
    void keysWithoutAWayToTheAgentAreRefused() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.opened(tenant, id);
        TestBrowser browser = here.attach(tenant, id, null);
        here.agents.connected = false;

        assertThat(browser.say("terminal.input", input(id, "x")).text("message"))
                .isEqualTo(Words.NO_ROUTE);
        assertThat(here.session(id).status()).isEqualTo(TerminalStatus.OPEN);
    }

    @Test
    void keysTypedWhileTheAgentIsAwayArriveWhenItIsBackAndNoneTwice() {
        here.agents.abilities = Set.of(AgentCommands.RESUME);
        here.agentTerminals.arrived(tenant.node(), "one");
        TerminalSessionId id = here.open(tenant, true, false);
        here.opened(tenant, id);
        TestBrowser browser = here.attach(tenant, id, null);
        browser.say("terminal.input", input(id, "abc"));
        here.agents.connected = false;
        here.agentTerminals.left(tenant.node(), "one");
        assertThat(browser.say("terminal.input", input(id, "def")).get("ok")).isEqualTo(true);

        here.agents.connected = true;
        here.agentTerminals.arrived(tenant.node(), "two");
        here.agentTerminals.on(
                tenant.node(), TerminalResumed.EVENT, new TerminalResumed(id, 0, 2, 120, 34, null).toJson());

        JsonObject again = here.agents.bodies("terminal.input").getLast();
        assertThat(again.get("inputOffset")).isEqualTo(2L);
        assertThat(again.text("payload")).isEqualTo(base64("cdef"));
    }

    @Test
    void aBrowserThatComesWhileTheAgentIsAwayLeavesTheKeysCounted() {
        here.agents.abilities = Set.of(AgentCommands.RESUME);
        here.agentTerminals.arrived(tenant.node(), "one");
        TerminalSessionId id = here.open(tenant, true, false);
        here.opened(tenant, id);
        here.agents.connected = false;
        here.agentTerminals.left(tenant.node(), "one");

        TestBrowser browser = here.attach(tenant, id, null);
        assertThat(browser.say("terminal.input", input(id, "abc")).get("ok")).isEqualTo(true);
        here.agents.connected = true;
        here.agentTerminals.arrived(tenant.node(), "two");
        here.agentTerminals.on(
                tenant.node(), TerminalResumed.EVENT, new TerminalResumed(id, 0, 0, 120, 34, null).toJson());

        assertThat(here.session(id).keeping().numbersInput()).isTrue();
        JsonObject sent = here.agents.bodies("terminal.input").getLast();
        assertThat(sent.get("inputOffset")).isEqualTo(0L);
        assertThat(sent.text("payload")).isEqualTo(base64("abc"));
    }

    @Test
    void keysThatAreSaidAgainAreTypedOnce() {
        here.agentTerminals.arrived(tenant.node(), "one");
        TerminalSessionId id = here.open(tenant, false, false);
        here.opened(tenant, id);
        JsonObject keys = input(id, "x").toBuilder()
                .put("keyboard", "11111111-1111-4111-8111-111111111111")
                .put("number", 1)
                .build();

        assertThat(here.attach(tenant, id, null).say("terminal.input", keys).get("ok"))
                .isEqualTo(true);
        assertThat(here.attach(tenant, id, null).say("terminal.input", keys).get("ok"))
                .isEqualTo(true);

        assertThat(here.agents.bodies("terminal.input")).hasSize(1);
    }

    @Test
    void whatIsTypedIsKeptOnlyWhenWantedAndShown() {
        here.agentTerminals.arrived(tenant.node(), "one");
        TerminalSessionId kept = here.open(tenant, true, true);
        TerminalSessionId plain = here.open(tenant, true, false);
        for (TerminalSessionId id : List.of(kept, plain)) {
            here.opened(tenant, id);
            TestBrowser browser = here.attach(tenant, id, null);
            browser.say("terminal.input", input(id, "sudo\r"));
            here.output(tenant, id, "sudo\r\nPassword:".getBytes(UTF_8), new OutputPlace(0, 0, 5, false));
            browser.say("terminal.input", input(id, "secret\r"));
            here.agentTerminals.on(tenant.node(), TerminalTaken.EVENT, new TerminalTaken(id, 12, true).toJson());
            browser.say("terminal.input", input(id, "id\r"));
            here.agentTerminals.on(tenant.node(), TerminalTaken.EVENT, new TerminalTaken(id, 15, false).toJson());
        }

        assertThat(typed(kept)).isEqualTo("sudo\rid\r");
        assertThat(typed(plain)).isEmpty();
    }

    @Test
    void anotherSizeReachesTheAgentAndAllBrowsers() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.opened(tenant, id);
        TestBrowser one = here.attach(tenant, id, null);
        TestBrowser other = there.attach(tenant, id, null);

        JsonObject ack = one.say(
                "terminal.resize",
                JsonObject.builder()
                        .put("sessionId", id.value())
                        .put("cols", 132)
                        .put("rows", 43)
                        .build());

        assertThat(ack.get("cols")).isEqualTo(132L);
        assertThat(here.agents.bodies("terminal.resize").getLast().get("cols")).isEqualTo(132L);
        Eventually.until(
                "the other knows",
                () -> other.bodies("terminal.session.state").stream()
                        .anyMatch(body ->
                                Long.valueOf(132).equals(body.object("session").get("cols"))));
    }

    @Test
    void aBrowserThatTakesNothingHoldsTheShellUntilItTakesAgain() {
        TerminalSessionId id = here.open(tenant, true, false);
        here.opened(tenant, id);
        TestBrowser browser = here.attach(tenant, id, null);
        browser.pending = 2 << 20;
        byte[] much = new byte[48_000];
        long end = 60L * much.length;
        for (int n = 0; n < 60; n++) {
            here.output(tenant, id, much, new OutputPlace(n * (long) much.length, 0, 0, false));
        }
        Eventually.until("all is stored", () -> here.session(id).outputOffset() == end);
        assertThat(acks()).allMatch(offset -> offset <= ViewerLoop.WINDOW).isNotEmpty();

        browser.pending = 0;

        Eventually.until("the agent may go on", () -> acks().contains(end));
        Eventually.until("the browser has it all", () -> browser.shown().length() == end);
    }

    @Test
    void aBrowserAtAnotherProcessHoldsTheShellToo() {
        TerminalSessionId id = here.open(tenant, true, false);
        here.opened(tenant, id);
        TestBrowser browser = there.attach(tenant, id, null);
        browser.pending = 2 << 20;
        byte[] much = new byte[48_000];
        here.output(tenant, id, much, new OutputPlace(0, 0, 0, false));
        Eventually.until("it says so", () -> here.intake.heldElsewhere(id) == ViewerLoop.WINDOW);
        for (int n = 1; n < 60; n++) {
            here.output(tenant, id, much, new OutputPlace(n * (long) much.length, 0, 0, false));
        }
        long end = 60L * much.length;
        Eventually.until("all is stored", () -> here.session(id).outputOffset() == end);
        assertThat(acks()).allMatch(offset -> offset <= ViewerLoop.WINDOW);

        browser.pending = 0;

        Eventually.until("the agent may go on", () -> acks().contains(end));
    }

    @Test
    void theTokenOfOneSessionOpensNoOtherAndNobodyElsesIsFound() {
        TerminalSessionId mine = here.open(tenant, false, false);
        TerminalSessionId second = here.open(tenant, false, false);
        TestTenant stranger = TestTenant.create(postgres.database());
        TestBrowser browser = here.attach(tenant, mine, null);

        assertThat(browser.say("terminal.input", input(second, "x")).text("message"))
                .isEqualTo(Words.NOT_AUTHORIZED);
        assertThat(here.attach(stranger, mine, null).ack.text("message")).isEqualTo(Words.NOT_AUTHORIZED);
        TestTenant colleague = new TestTenant(tenant.workspace(), stranger.user(), stranger.email(), tenant.node());
        assertThat(here.attach(colleague, mine, null).ack.text("message")).isEqualTo(Words.NOT_AUTHORIZED);
    }

    @Test
    void badTokensAreToldApart() {
        assertThatThrownBy(() -> here.desk.admit(null)).hasMessage("Missing authentication token");
        assertThatThrownBy(() -> here.desk.admit("nope")).hasMessage("Invalid authentication token");
        String session = new TypedTokens(TestProcess.SECRET, InstantSource.system(), "session+jwt", "noderax-session")
                .sign(tenant.user().value(), Instant.now().plusSeconds(60), Map.of("sessionVersion", 0));
        assertThatThrownBy(() -> here.desk.admit(session)).hasMessage("Invalid terminal connection token.");
    }

    @Test
    void tooManyEventsAreRefused() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.opened(tenant, id);
        TestBrowser browser = here.attach(tenant, id, null);
        JsonObject terminate = JsonObject.of("sessionId", id.value());
        for (int n = 0; n < 20; n++) {
            browser.say("terminal.terminate", terminate);
        }

        assertThat(browser.say("terminal.terminate", terminate).text("message")).contains("at most 20");
        assertThat(here.agents.bodies("terminal.stop")).as("asked once").hasSize(1);
    }

    @Test
    void badMembersAreNamed() {
        TerminalSessionId id = here.open(tenant, false, false);
        TestBrowser browser = here.attach(tenant, id, null);

        assertThat(browser.say("terminal.resize", input(id, "x")).text("message"))
                .contains("cols must be")
                .contains("property payload should not exist");
        assertThat(browser.say("terminal.input", NO_MEMBERS).get("ok")).isEqualTo(false);
    }

    private static JsonObject input(TerminalSessionId id, String keys) {
        return JsonObject.builder()
                .put("sessionId", id.value())
                .put("payload", base64(keys))
                .build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private String typed(TerminalSessionId id) {
        return here.transcript(id).stream()
                .filter(piece -> piece.chunk().direction() == ChunkDirection.STDIN)
                .map(piece -> new String(piece.chunk().payload().bytes(), UTF_8))
                .collect(Collectors.joining());
    }

    private List<Long> acks() {
        return here.agents.bodies("terminal.ack").stream()
                .map(body -> (Long) body.get("offset"))
                .toList();
    }
}
