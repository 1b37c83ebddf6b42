package io.noderax.server.terminals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Payload;
import io.noderax.protocol.terminal.ChunkDirection;
import io.noderax.protocol.terminal.Direction;
import io.noderax.protocol.terminal.OutputPlace;
import io.noderax.protocol.terminal.TerminalOutput;
import io.noderax.protocol.terminal.TerminalStatus;
import io.noderax.server.storage.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the shell writes: in order, once, and never more than there is room for. */
class TranscriptTest {
    private static TestDatabase postgres;

    private TestProcess here;
    private TestTenant tenant;

    @BeforeAll
    static void start() {
        postgres = TestDatabase.shared();
    }

    @BeforeEach
    void make() {
        here = new TestProcess(
                postgres, new TestTimes(Duration.ofMinutes(5), Duration.ZERO, false, Duration.ofDays(7), 1));
        tenant = TestTenant.create(postgres.database());
    }

    @AfterEach
    void end() {
        here.close();
    }

    @Test
    void piecesAreNumberedWithoutHolesWhenManyWriteAtOnce() throws Exception {
        TerminalSessionId id = here.open(tenant, false, true);
        here.opened(tenant, id);
        try (TestProcess there = new TestProcess(postgres, here.times);
                ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                TestProcess writer = i % 2 == 0 ? here : there;
                writers.add(all.submit(() -> {
                    for (int n = 0; n < 50; n++) {
                        writer.output(tenant, id, "0123456789".getBytes(UTF_8), null);
                        writer.intake.typed(id, "k".getBytes(UTF_8));
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        List<Piece> pieces = here.transcript(id);
        assertThat(pieces.stream().map(Piece::seq).toList())
                .isEqualTo(LongStream.rangeClosed(1, pieces.size()).boxed().toList());
        StoredSession after = here.session(id);
        assertThat(after.view().transcript().lastSeq()).isEqualTo(pieces.size());
        assertThat(after.outputOffset()).isEqualTo(4 * 50 * 10);
        assertThat(after.view().transcript().bytes())
                .isEqualTo(pieces.stream().mapToLong(Piece::size).sum());
    }

    @Test
    void whatOthersDoToTheSessionBetweenTwoPiecesIsSeen() {
        TerminalSessionId id = here.open(tenant, false, true);
        here.opened(tenant, id);
        here.output(tenant, id, "a".getBytes(UTF_8), null);
        here.intake.typed(id, "k".getBytes(UTF_8));
        here.output(tenant, id, "b".getBytes(UTF_8), null);
        here.output(tenant, id, "c".getBytes(UTF_8), null);

        assertThat(texts(id)).containsExactly(Words.OPENED, "a", "k", "b", "c");
        assertThat(here.transcript(id).stream().map(Piece::seq)).containsExactly(1L, 2L, 3L, 4L, 5L);

        here.exited(tenant, id, null);

        assertThat(here.output(tenant, id, "d".getBytes(UTF_8), null).get("seq"))
                .isNull();
        assertThat(texts(id)).doesNotContain("d");
    }

    private List<String> texts(TerminalSessionId id) {
        return here.transcript(id).stream()
                .map(piece -> new String(piece.chunk().payload().bytes(), UTF_8))
                .toList();
    }

    @Test
    void whatCameWhileACommitRanGoesIntoOneAndIsAcknowledged() {
        TerminalSessionId id = here.open(tenant, true, false);
        here.opened(tenant, id);
        for (int n = 0; n < 500; n++) {
            here.output(tenant, id, "0123456789".getBytes(UTF_8), new OutputPlace(n * 10L, 0, 0, false));
        }

        Eventually.until("all is acknowledged", () -> acks().contains(5000L));

        assertThat(acks()).isSorted();
        assertThat(here.transcript(id)).as("rows").hasSizeLessThan(400);
        assertThat(here.transcript(id).stream()
                        .filter(piece -> piece.end() != null)
                        .mapToLong(Piece::size)
                        .sum())
                .isEqualTo(5000);
    }

    @Test
    void aFullTranscriptStopsTheShellOnceHoweverMuchItWrites() {
        TerminalSessionId id = here.open(tenant, false, false);
        here.opened(tenant, id);
        byte[] flood = new byte[40_000];
        for (int n = 0; n < 40; n++) {
            here.output(tenant, id, flood, null);
        }

        assertThat(here.agents.bodies("terminal.stop")).hasSize(1);
        assertThat(here.agents.bodies("terminal.stop").getFirst().text("reason"))
                .isEqualTo(Words.OVERFLOW);
        assertThat(here.session(id).status()).isEqualTo(TerminalStatus.TERMINATING);
        assertThat(here.transcript(id).stream()
                        .filter(piece -> piece.end() != null)
                        .mapToLong(Piece::size)
                        .sum())
                .isLessThanOrEqualTo(1 << 20)
                .isGreaterThan((1 << 20) - 1000);
        assertThat(here.transcript(id).stream().filter(piece -> piece.chunk().direction() == ChunkDirection.SYSTEM))
                .hasSize(2);
        assertThat(here.output(tenant, id, flood, null).get("seq")).isNull();
    }

    @Test
    void outputThatIsNotKeptDoesNotKeepTheAgentWaiting() {
        TerminalSessionId id = here.open(tenant, true, false);
        here.opened(tenant, id);
        byte[] flood = new byte[40_000];
        for (int n = 0; n < 40; n++) {
            here.output(tenant, id, flood, new OutputPlace(n * 40_000L, 0, 0, false));
        }

        Eventually.until("the last byte is acknowledged", () -> acks().contains(40 * 40_000L));
    }

    @Test
    void bytesThatNeverCameAreCountedAtTheEnd() {
        TerminalSessionId id = here.open(tenant, true, false);
        here.opened(tenant, id);
        here.output(tenant, id, "abc".getBytes(UTF_8), new OutputPlace(0, 0, 0, false));

        here.exited(tenant, id, 10L);

        assertThat(texts(id)).containsExactly(Words.OPENED, "abc", Words.gap(7), "exit status 3");
    }

    @Test
    void resentBytesAreStoredOnceAndMissingOnesAreNamedWhateverTheAgentSends() {
        for (long seed = 1; seed <= 300; seed++) {
            Random chance = new Random(seed);
            byte[] shell = new byte[2000];
            chance.nextBytes(shell);
            long stored = 0;
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            while (stored < shell.length) {
                List<TerminalOutput> run = new ArrayList<>();
                long at = stored;
                for (int n = 0; n <= chance.nextInt(6); n++) {
                    int from = Math.clamp(at + chance.nextInt(-60, 40), 0, shell.length);
                    int to = Math.min(shell.length, from + chance.nextInt(0, 90));
                    run.add(output(Arrays.copyOfRange(shell, from, to), from));
                    at = Math.max(at, to);
                }
                OutputPlan plan = OutputPlan.of(stored, run);
                stored = check(seed, stored, plan, kept);
                assertThat(plan.ends()).hasSameSizeAs(run).isSorted();
            }
            assertThat(expected(shell, kept.toByteArray())).as("seed " + seed).isTrue();
        }
    }

    /** Writes a zero byte with a mark for each missing byte; gives where the output stands. */
    private static long check(long seed, long stored, OutputPlan plan, ByteArrayOutputStream kept) {
        long at = stored;
        for (NewChunk chunk : plan.chunks()) {
            if (chunk.direction() == ChunkDirection.SYSTEM) {
                long missing = Long.parseLong(new String(chunk.payload(), UTF_8).split(" ", 2)[0]);
                for (int i = 0; i < missing; i++) {
                    kept.write(0);
                    kept.write(0);
                }
                at += missing;
            } else {
                assertThat(chunk.firstOffset()).as("seed " + seed).isEqualTo(at);
                for (byte one : chunk.payload()) {
                    kept.write(1);
                    kept.write(one);
                }
                at += chunk.payload().length;
            }
        }
        assertThat(plan.offset()).as("seed " + seed).isEqualTo(at);
        return at;
    }

    private static boolean expected(byte[] shell, byte[] marked) {
        if (marked.length != shell.length * 2) {
            return false;
        }
        for (int i = 0; i < shell.length; i++) {
            if (marked[2 * i] == 1 && marked[2 * i + 1] != shell[i]) {
                return false;
            }
        }
        return true;
    }

    private static TerminalOutput output(byte[] bytes, long offset) {
        return new TerminalOutput(
                new TerminalSessionId(new UUID(1, 2)),
                Direction.STDOUT,
                Payload.of(bytes),
                null,
                new OutputPlace(offset, 0, 0, false));
    }

    private List<Long> acks() {
        return here.agents.bodies("terminal.ack").stream()
                .map(body -> (Long) body.get("offset"))
                .toList();
    }
}
