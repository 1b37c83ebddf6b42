package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logs that come in batches: stored once whatever is repeated, never with a hole, and proven at the end. */
class LogBatchIT {
    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder, Map.of("NODERAX_LOG_UPKEEP_SECONDS", "1"));
        operator = server.operator();
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void whatIsRepeatedIsStoredOnceAndAHoleIsAskedFor() {
        RunningTask task = RunningTask.start(operator, operator.enroll("overlaps"));
        Frames log = new Frames().out("one\n").err("two\n").out("three\nfour\n").words("bye");
        List<LogFrame> all = log.all();

        assertThat(task.acknowledged(all.subList(2, 4))).isZero();
        assertThat(task.acknowledged(all.subList(0, 2))).isEqualTo(8);
        assertThat(task.acknowledged(all.subList(0, 2))).isEqualTo(8);
        assertThat(task.acknowledged(List.of(all.get(3)))).isEqualTo(8);
        LogFrame cut = all.get(2).first(5);
        assertThat(task.acknowledged(List.of(cut))).isEqualTo(13);
        assertThat(task.acknowledged(all)).isEqualTo(log.end());
        assertThat(task.acknowledged(List.of())).isEqualTo(log.end());

        assertThat(stream(task, "stdout")).isEqualTo("one\nthree\nfour\n");
        assertThat(stream(task, "stderr")).isEqualTo("two\n");
        assertThat(operator.lines(task.id())).containsExactly("one", "two", "three", "four", "bye");
    }

    @Test
    void aCompleteLogIsProvenAlsoWhenItsEndComesAfterTheCompletion() {
        RunningTask task = RunningTask.start(operator, operator.enroll("late"));
        Frames log = new Frames().out("first\n").err("und\u00e4").out("last, without a feed");
        List<LogFrame> all = log.all();
        task.acknowledged(all.subList(0, 1));

        assertThat(task.complete(log.logEnd()).status()).isEqualTo(200);

        assertThat(operator.log(task.id()).text("state")).isEqualTo("receiving");
        assertThat(operator.lines(task.id())).containsExactly("first");
        assertThat(task.acknowledged(all.subList(1, 3))).isEqualTo(log.end());
        operator.awaitLog(task.id(), "complete");
        assertThat(operator.lines(task.id())).containsExactly("first", "last, without a feed", "und\u00e4");
        assertThat(operator.log(task.id()).get("lines")).isEqualTo(3L);
        assertThat(task.acknowledged(all)).isEqualTo(log.end());
    }

    @Test
    void aMissingPartIsSaidWhereItIsMissing() {
        RunningTask task = RunningTask.start(operator, operator.enroll("gaps"));
        Frames log = new Frames()
                .out("kept\nbegun")
                .gap(Kind.STDOUT, "lost\nlost\n".getBytes(StandardCharsets.UTF_8))
                .out("after\n");

        task.acknowledged(log.all());
        task.complete(log.logEnd());

        operator.awaitLog(task.id(), "gaps");
        assertThat(operator.log(task.id()).get("missingBytes")).isEqualTo(10L);
        assertThat(operator.log(task.id()).get("missingLines")).isEqualTo(2L);
        assertThat(operator.lines(task.id()))
                .containsExactly(
                        "kept",
                        "begun",
                        "[noderax] 2 lines (10 bytes) missing here: the agent's journal was full (journal_quota)",
                        "after");
        assertThat(stream(task, "stdout")).isEqualTo("kept\nbegunafter\n");
    }

    @Test
    void aLogThatIsNotWhatTheTaskWroteIsCalledDamaged() {
        RunningTask task = RunningTask.start(operator, operator.enroll("damaged"));
        task.acknowledged(new Frames().out("what arrived").all());

        task.complete(new Frames().out("what was run").logEnd());

        operator.awaitLog(task.id(), "damaged");
    }

    @Test
    void aCompletionWithoutALogMakesItALogOfLines() {
        RunningTask task = RunningTask.start(operator, operator.enroll("lines"));
        task.node().log(task.id(), "only one");
        assertThat(operator.log(task.id()).text("state")).isEqualTo("open");

        task.node().complete(task.id(), "success");

        assertThat(operator.log(task.id()).text("state")).isEqualTo("lines");
        assertThat(operator.lines(task.id())).containsExactly("only one");
    }

    @Test
    void onlyTheAttemptThatHoldsTheTaskWritesItsLog() {
        TestNode node = operator.enroll("fenced");
        RunningTask task = RunningTask.start(operator, node);
        List<LogFrame> frames = new Frames().out("x\n").all();
        RunningTask other = new RunningTask(node, task.id(), UUID.randomUUID().toString());

        assertThat(other.send(frames).status()).isEqualTo(409);
        assertThat(other.send(frames).message()).isEqualTo("Task " + task.id() + " is held by another attempt");
        assertThat(node.http()
                        .postBytes(task.route(), LogFrame.MEDIA_TYPE, Frames.bytes(frames))
                        .message())
                .startsWith("x-noderax-attempt must be");
        TestNode stranger = operator.enroll("stranger");
        assertThat(new RunningTask(stranger, task.id(), task.attempt())
                        .send(frames)
                        .status())
                .isEqualTo(404);
        String queued = operator.queue(node.id(), "x");
        assertThat(new RunningTask(node, queued, task.attempt()).send(frames).status())
                .isEqualTo(409);
        assertThat(operator.lines(task.id())).isEmpty();
    }

    @Test
    void aBatchIsTakenPackedAndRefusedWhenItWouldFillTheMemory() throws IOException {
        RunningTask task = RunningTask.start(operator, operator.enroll("packed"));
        Frames log = new Frames().out("packed\n".repeat(20_000));
        Http packed = task.http().with("content-encoding", "gzip");

        assertThat(packed.postBytes(task.route(), LogFrame.MEDIA_TYPE, gzip(log.bytes()))
                        .status())
                .isEqualTo(200);
        byte[] bomb = gzip(new byte[200 * 1024 * 1024]);
        assertThat(packed.postBytes(task.route(), LogFrame.MEDIA_TYPE, bomb).status())
                .isEqualTo(413);
        assertThat(task.send(new byte[4 * 1024 * 1024 + 1]).status()).isEqualTo(413);
        assertThat(packed.postBytes(task.route(), LogFrame.MEDIA_TYPE, log.bytes())
                        .status())
                .isEqualTo(400);
        assertThat(task.http()
                        .with("content-encoding", "br")
                        .postBytes(task.route(), LogFrame.MEDIA_TYPE, log.bytes())
                        .message())
                .contains("gzip");
        assertThat(task.http()
                        .postBytes(task.route(), "text/plain", log.bytes())
                        .status())
                .isEqualTo(415);
        assertThat(operator.log(task.id()).get("lines")).isEqualTo(20_000L);
    }

    @Test
    void brokenFramesAreRefusedWithTheReasonAndNothingOfThemIsStored() {
        RunningTask task = RunningTask.start(operator, operator.enroll("broken"));
        Frames log = new Frames().out("a\n").out("b\n");
        byte[] good = log.bytes();

        byte[] flipped = good.clone();
        flipped[flipped.length - 1] ^= 1;
        assertThat(task.send(flipped).message()).isEqualTo("frame 2: checksum of a frame is wrong");
        assertThat(task.send(Arrays.copyOf(good, good.length - 1)).message())
                .startsWith("frame 2: the body ends within a frame");
        assertThat(task.send(List.of(log.all().get(0), log.all().get(0))).message())
                .startsWith("frame 2: its offset must be 2");
        assertThat(operator.lines(task.id())).isEmpty();
        assertThat(task.send(good).status()).isEqualTo(200);
    }

    @Test
    void noMutationOfABodyIsEverAFailureOfTheServer() {
        long seed = Long.getLong("noderax.seed", System.nanoTime());
        Random random = new Random(seed);
        RunningTask task = RunningTask.start(operator, operator.enroll("mutated"));
        byte[] good = new Frames()
                .out("one\n")
                .err("two\r\nthree")
                .gap(Kind.STDERR, "x\n".getBytes(StandardCharsets.UTF_8))
                .words("words")
                .out("four\u00e4\n")
                .bytes();
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            int status = task.send(mutated(good, random)).status();
            assertThat(status).as("seed %d, body %d", seed, i).isIn(200, 400, 413);
            refused += status == 200 ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(2000);
        assertThat(server.logText()).doesNotContain("request failed");
    }

    @Test
    void aLineOfTenMegabytesIsKeptWholeAndShownCut() {
        RunningTask task = RunningTask.start(operator, operator.enroll("long-line"));
        byte[] line = new byte[10 * 1024 * 1024];
        Arrays.fill(line, (byte) 'x');
        Frames log = new Frames().add(Kind.STDOUT, line).out("\nnext\n");
        for (int at = 0; at < log.all().size(); at += 16) {
            task.acknowledged(log.all().subList(at, Math.min(at + 16, log.all().size())));
        }
        task.complete(log.logEnd());

        operator.awaitLog(task.id(), "complete");
        List<String> lines = operator.lines(task.id());
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).endsWith("x... [cut: " + (line.length - 64 * 1024) + " bytes]");
        assertThat(lines.get(1)).isEqualTo("next");
        assertThat(stream(task, "stdout")).hasSize(line.length + 6);
    }

    @Test
    void aCharacterMayBeSplitOverBatches() {
        RunningTask task = RunningTask.start(operator, operator.enroll("split"));
        String text = "gr\u00fc\u00df \ud83d\ude80\r\nend\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Frames log = new Frames();
        for (byte b : bytes) {
            log.add(Kind.STDOUT, new byte[] {b});
        }
        for (LogFrame frame : log.all()) {
            task.acknowledged(List.of(frame));
        }
        assertThat(operator.lines(task.id())).containsExactly("gr\u00fc\u00df \ud83d\ude80", "end");
        assertThat(stream(task, "stdout")).isEqualTo(text);
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] body = good.clone();
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(body, random.nextInt(body.length));
            case 1 -> {
                byte[] noise = new byte[random.nextInt(300)];
                random.nextBytes(noise);
                yield noise;
            }
            case 2 -> withGoodChecksum(body, random);
            case 3 -> {
                int at = random.nextInt(body.length);
                ByteArrayOutputStream more = new ByteArrayOutputStream();
                more.write(body, 0, at);
                more.write(body, random.nextInt(at + 1), body.length - at);
                yield more.toByteArray();
            }
            default -> {
                for (int n = random.nextInt(4); n >= 0; n--) {
                    body[random.nextInt(body.length)] = (byte) random.nextInt(256);
                }
                yield body;
            }
        };
    }

    /** Changes something in the first frame behind its checksum, and makes the checksum fit. */
    private static byte[] withGoodChecksum(byte[] body, Random random) {
        int length = ByteBuffer.wrap(body).getInt(5);
        int end = LogFrame.HEADER + length;
        body[4 + random.nextInt(end - 4)] = (byte) random.nextInt(256);
        var checksum = new java.util.zip.CRC32C();
        checksum.update(body, 4, end - 4);
        ByteBuffer.wrap(body).putInt(0, (int) checksum.getValue());
        return body;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static String stream(RunningTask task, String stream) {
        Http.Bytes bytes = operator.http().getBytes("/api/v1/tasks/" + task.id() + "/output?stream=" + stream);
        assertThat(bytes.header("content-type")).startsWith("application/octet-stream");
        return new String(bytes.body(), StandardCharsets.UTF_8);
    }
}
