package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.log.LineSplitter;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.log.SplitLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logs as operators read them: by line from either end, by offset, while they grow, merged or not. */
class LogReadIT {
    private static final String[] PIECES = {
        "a",
        "word",
        " ",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "\u00e4",
        "\ud83d\ude80",
        "\0",
        "line of text\n",
        "\r\r\n",
        "50 %\r"
    };

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(
                folder, Map.of("NODERAX_LOG_UPKEEP_SECONDS", "1", "NODERAX_LOG_PRUNING_SECONDS", "1"));
        operator = server.operator();
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void everyRangeOfLinesIsThatOfTheWholeLogAlsoWhenPiecesAreMerged() throws Exception {
        long seed = Long.getLong("noderax.seed", System.nanoTime());
        Random random = new Random(seed);
        RunningTask task = RunningTask.start(operator, operator.enroll("ranges"));
        Frames log = randomLog(random);
        sendInPieces(task, log.all(), random);
        List<String> running = expected(log.all(), false);

        isRead(task, running, random, seed);
        assertThat(frames(task)).isEqualTo(log.all());

        task.complete(log.logEnd());
        operator.awaitLog(task.id(), "gaps");
        WaitLoop.until("few pieces are left", () -> segments(task) < 20);
        List<String> ended = expected(log.all(), true);
        isRead(task, ended, random, seed);
        assertThat(operator.log(task.id()).get("lines")).isEqualTo((long) ended.size());
        assertThat(frames(task)).isEqualTo(log.all());
    }

    @Test
    void linesThatComeOneByOneAreMergedAndReadTheSame() throws Exception {
        TestNode node = operator.enroll("merged");
        RunningTask task = RunningTask.start(operator, node);
        List<JsonObject> answered = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answered.add(task.node().log(task.id(), "line " + i).body());
        }
        WaitLoop.until("pieces are merged while the task runs", () -> segments(task) < 150);
        task.node().complete(task.id(), "success");
        WaitLoop.until("one piece is left", () -> segments(task) == 1);

        List<JsonObject> read = operator.http()
                .get("/api/v1/tasks/" + task.id() + "/logs?after=0&limit=1000")
                .items();
        assertThat(read).isEqualTo(answered);
        assertThat(read.stream().map(row -> row.get("seq"))).doesNotHaveDuplicates();
        assertThat(read.stream().map(row -> row.text("id"))).doesNotHaveDuplicates();
    }

    @Test
    void manyLinesAtOnceAreEachStoredOnce() throws Exception {
        RunningTask task = RunningTask.start(operator, operator.enroll("crowd-of-lines"));
        List<CompletableFuture<Http.Answer>> sent = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            sent.add(task.node()
                    .http()
                    .postLater(
                            "/api/v1/agent/tasks/" + task.id() + "/logs",
                            JsonObject.builder()
                                    .put("stream", i % 3 == 0 ? "stderr" : i % 3 == 1 ? "stdout" : "agent")
                                    .put("line", "line " + i)
                                    .build()));
        }
        List<String> answered = new ArrayList<>();
        for (CompletableFuture<Http.Answer> answer : sent) {
            JsonObject row = answer.get(30, TimeUnit.SECONDS).body();
            answered.add(row.get("seq") + " " + row.text("level") + " " + row.text("message"));
        }
        List<String> read = operator.http().get("/api/v1/tasks/" + task.id() + "/logs?tail=1000").items().stream()
                .map(row -> row.get("seq") + " " + row.text("level") + " " + row.text("message"))
                .toList();
        assertThat(read).hasSize(400).containsExactlyInAnyOrderElementsOf(answered);
        assertThat(operator.task(task.id()).text("output")).startsWith("line ");
    }

    @Test
    void aReadOfTheOutputGoesOnFromAnyOffsetWithAnyLimit() {
        RunningTask task = RunningTask.start(operator, operator.enroll("offsets"));
        Frames log = new Frames().out("0123456789\n").err("error\n").out("x".repeat(100_000));
        task.acknowledged(log.all());

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long at = 0;
        while (at < log.end()) {
            Http.Bytes answer = output(task, "?offset=" + at + "&limit=1000");
            assertThat(answer.body().length).isBetween(26, 1000);
            assertThat(answer.header("x-noderax-log-end")).isEqualTo(Long.toString(log.end()));
            for (LogFrame frame : Frames.read(answer.body())) {
                assertThat(frame.offset()).isEqualTo(at);
                at = frame.end();
                if (frame.kind() == Kind.STDOUT) {
                    out.writeBytes(frame.bytes());
                }
            }
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("0123456789\n" + "x".repeat(100_000));
        List<LogFrame> last = Frames.read(output(task, "?offset=-5").body());
        assertThat(last).hasSize(1);
        assertThat(last.getFirst().bytes()).asString().isEqualTo("xxxxx");
        assertThat(output(task, "?offset=0&limit=4194305").status()).isEqualTo(400);
        assertThat(output(task, "?offset=" + log.end() * 2).body()).isEmpty();
        assertThat(new String(output(task, "?stream=stdout&offset=3&limit=4").body(), StandardCharsets.UTF_8))
                .isEqualTo("3456");
    }

    @Test
    void aReadThatWaitsIsAnsweredByWhatComesByTheEndAndByItsTime() throws Exception {
        RunningTask task = RunningTask.start(operator, operator.enroll("waits"));
        CompletableFuture<Http.Bytes> waiting = later(task, "?offset=0&waitMs=20000");
        assertThat(output(task, "?offset=0&waitMs=300").body()).isEmpty();
        assertThat(waiting).isNotDone();

        Frames log = new Frames().out("news");
        task.acknowledged(log.all());
        assertThat(Frames.read(waiting.get(5, TimeUnit.SECONDS).body())).isEqualTo(log.all());

        CompletableFuture<Http.Bytes> toTheEnd = later(task, "?offset=4&waitMs=20000");
        output(task, "?offset=4&waitMs=100");
        assertThat(toTheEnd).isNotDone();
        Instant completed = Instant.now();
        task.complete(log.logEnd());
        Http.Bytes end = toTheEnd.get(5, TimeUnit.SECONDS);
        assertThat(end.body()).isEmpty();
        assertThat(end.header("x-noderax-log-state")).isEqualTo("complete");
        assertThat(Duration.between(completed, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void bothFamiliesOfRoutesShowALogToThoseWhoMaySeeIt() {
        RunningTask task = RunningTask.start(operator, operator.enroll("families"));
        task.acknowledged(new Frames().out("seen\n").all());
        String inWorkspace = "/api/v1/workspaces/" + operator.workspace() + "/tasks/" + task.id();

        assertThat(operator.http()
                        .getBytes(inWorkspace + "/output?stream=stdout")
                        .body())
                .asString()
                .isEqualTo("seen\n");
        assertThat(operator.http().get(inWorkspace + "/logs?tail=1").items()).hasSize(1);
        assertThat(new Http(server.url(), Map.of())
                        .get("/api/v1/tasks/" + task.id() + "/output")
                        .status())
                .isEqualTo(401);
        assertThat(output(new RunningTask(task.node(), task.attempt(), ""), "").status())
                .isEqualTo(404);
        assertThat(operator.http()
                        .get("/api/v1/tasks/" + task.id() + "/logs?tail=1&after=1")
                        .message())
                .contains("must not be given together");
    }

    @Test
    void anOldLogIsDeletedAndSaysSo() throws Exception {
        RunningTask task = RunningTask.start(operator, operator.enroll("old"));
        Frames log = new Frames().out("soon gone\n");
        task.acknowledged(log.all());
        task.complete(log.logEnd());
        operator.awaitLog(task.id(), "complete");

        try (var database = server.database();
                var statement = database.createStatement()) {
            statement.execute(
                    "update tasks set finished_at = now() - interval '31 days' where id = '" + task.id() + "'");
        }

        operator.awaitLog(task.id(), "expired");
        WaitLoop.until("the pieces are gone", () -> segments(task) == 0);
        assertThat(operator.lines(task.id())).isEmpty();
        assertThat(output(task, "").status()).isEqualTo(410);
        assertThat(output(task, "").body()).asString().contains("was deleted because of its age");
        assertThat(task.send(log.all()).status()).isEqualTo(410);
    }

    private static Frames randomLog(Random random) {
        Frames log = new Frames();
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            Kind stream = random.nextInt(4) == 0 ? Kind.STDERR : Kind.STDOUT;
            switch (random.nextInt(30)) {
                case 0 -> log.gap(stream, bytes);
                case 1 -> log.words("the agent's words " + i);
                default -> {
                    int cut = random.nextInt(bytes.length + 1);
                    log.add(stream, java.util.Arrays.copyOf(bytes, cut));
                    log.add(stream, java.util.Arrays.copyOfRange(bytes, cut, bytes.length));
                }
            }
        }
        return log.gap(Kind.STDOUT, new byte[] {'x'}).out("begun").err("begun too");
    }

    private static void sendInPieces(RunningTask task, List<LogFrame> frames, Random random) {
        int at = 0;
        while (at < frames.size()) {
            int to = Math.min(frames.size(), at + 1 + random.nextInt(4));
            task.acknowledged(frames.subList(at, to));
            at = to;
        }
    }

    private static List<String> expected(List<LogFrame> frames, boolean ended) {
        List<SplitLine> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter();
        frames.forEach(frame -> splitter.accept(frame, lines::add));
        if (ended) {
            splitter.end(lines::add);
        }
        List<String> rows = new ArrayList<>();
        for (SplitLine line : lines) {
            String level = switch (line.stream()) {
                case STDOUT -> "stdout";
                case STDERR -> "stderr";
                default -> "info";
            };
            rows.add((rows.size() + 1) + " " + level + " " + line.text() + " "
                    + Instant.ofEpochMilli(line.timeMillis()));
        }
        return rows;
    }

    private static void isRead(RunningTask task, List<String> lines, Random random, long seed) {
        int count = lines.size();
        for (int i = 0; i < 40; i++) {
            int at = random.nextInt(count + 2);
            int limit = 1 + random.nextInt(random.nextBoolean() ? 5 : 1000);
            int from = Math.min(at, count);
            assertThat(rows(task, "?after=" + at + "&limit=" + limit))
                    .as("seed %d: after %d, limit %d", seed, at, limit)
                    .isEqualTo(lines.subList(from, Math.min(count, from + limit)));
            int before = at + 1;
            int to = Math.min(count, before - 1);
            assertThat(rows(task, "?before=" + before + "&limit=" + limit))
                    .as("seed %d: before %d, limit %d", seed, before, limit)
                    .isEqualTo(lines.subList(Math.max(0, to - limit), to));
            assertThat(rows(task, "?tail=" + limit))
                    .as("seed %d: tail %d", seed, limit)
                    .isEqualTo(lines.subList(Math.max(0, count - limit), count));
        }
        assertThat(rows(task, "")).isEqualTo(lines.subList(0, Math.min(100, count)));
    }

    private static List<String> rows(RunningTask task, String query) {
        return operator.http().get("/api/v1/tasks/" + task.id() + "/logs" + query).items().stream()
                .map(row -> row.get("seq") + " " + row.text("level") + " " + row.text("message") + " "
                        + Instant.parse(String.valueOf(row.text("timestamp"))))
                .toList();
    }

    private static List<LogFrame> frames(RunningTask task) {
        return Frames.read(output(task, "?limit=4194304").body());
    }

    private static Http.Bytes output(RunningTask task, String query) {
        return operator.http().getBytes("/api/v1/tasks/" + task.id() + "/output" + query);
    }

    private static CompletableFuture<Http.Bytes> later(RunningTask task, String query) {
        return operator.http().getBytesLater("/api/v1/tasks/" + task.id() + "/output" + query);
    }

    private static int segments(RunningTask task) {
        try (var database = server.database();
                var statement = database.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from task_log_segments where task_id = '" + task.id() + "'")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
