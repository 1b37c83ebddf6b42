package io.noderax.system;

import io.noderax.testkit.network.FaultProxy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A task prints one very long line and a short one. A server that takes batches has every byte of it; one that takes a line a request
 * has its beginning, with a mark that says how long it was.
 */
final class LongLine implements ChaosScenario {
    private static final int LONGEST_SENT = 5000;

    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        byte[] line = line(plan.megabytes() * 1024 * 1024);
        String whole = print(stage, stage.server().url(), line.length, result);
        checkBytes(stage, whole, line, result);
        try (FaultProxy proxy =
                FaultProxy.before(URI.create(stage.server().url()).getPort(), plan.seed())) {
            proxy.hideExtensions("/log-batches");
            String cut = print(stage, proxy.url(), line.length, result);
            checkLines(stage.operator().lines(cut), line, result);
            stage.close();
        }
        return result;
    }

    private static String print(ChaosStage stage, String url, int bytes, ChaosResult result) {
        AgentProcess agent = stage.start(url, Map.of());
        String task = stage.operator()
                .queue(
                        agent.node().id(),
                        "seq 1 1000000000 | tr -d '\\n' | head -c %d; echo; echo after; exit 3".formatted(bytes));
        SlowServer.awaitEnd(stage, task, Duration.ofMinutes(2));
        result.task(1, Duration.ZERO);
        Object code = stage.operator().task(task).object("result").get("exitCode");
        if (!Long.valueOf(3).equals(code)) {
            result.wrongCode("exit code " + code);
        }
        return task;
    }

    private static void checkBytes(ChaosStage stage, String task, byte[] line, ChaosResult result) throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        written.write(line);
        written.write("\nafter\n".getBytes(StandardCharsets.US_ASCII));
        SeenStream out = new SeenStream(new ByteArrayInputStream(written.toByteArray()));
        new FrameLog(stage.operator()).read(task, out, new SeenStream(NumberStream.bytes(0)));
        result.gaps(out.gaps());
        if (!out.difference().isEmpty() || out.gaps() > 0 || !out.isAtEnd()) {
            result.wrongBytes("of " + line.length + " bytes and a short line, " + out.seen() + " are seen, "
                    + out.missing() + " missing: " + out.difference());
        }
        ChaosOutput.say("long-line: by batches %d of %d bytes seen".formatted(out.seen(), written.size()));
    }

    private static void checkLines(List<String> lines, byte[] line, ChaosResult result) {
        String mark = "... [cut: " + line.length + " bytes]";
        String beginning = new String(line, 0, LONGEST_SENT - mark.length(), StandardCharsets.US_ASCII);
        if (!lines.equals(List.of(beginning + mark, "after"))) {
            result.wrongBytes("a line a request: " + lines.size() + " lines, the first of "
                    + lines.stream().mapToInt(String::length).findFirst().orElse(0) + " characters");
        }
        ChaosOutput.say(
                "long-line: by lines the first %d characters seen, with %s".formatted(beginning.length(), mark));
    }

    /** The numbers from 1 on, one after the other. */
    private static byte[] line(int bytes) {
        StringBuilder line = new StringBuilder(bytes + 20);
        for (long number = 1; line.length() < bytes; number++) {
            line.append(number);
        }
        return line.substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
    }
}
