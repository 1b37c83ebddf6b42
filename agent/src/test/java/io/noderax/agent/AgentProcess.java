package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The agent as a process of its own, which can be killed; a new one takes up the folder. */
final class AgentProcess {
    private static final Pattern HOLDER = Pattern.compile("holder started pid=(\\d+)");

    private final Path folder;
    private Process process;

    AgentProcess(Path folder, String url, UUID node) {
        this.folder = folder;
        TestAgent.config(url, node, folder, JsonObject.EMPTY);
        JsonObject config = JsonObject.builder()
                .put("api_url", url)
                .put("state_file", folder.resolve("identity.json").toString())
                .put("task_poll_interval", "2s")
                .put("realtime_enabled", "false")
                .put("request_timeout", "20s")
                .put("shutdown_timeout", "3s")
                .build();
        try {
            Files.writeString(folder.resolve("config.json"), config.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    void start() {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.noderax.agent.AgentMain",
                        "run"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("agent.log").toFile()));
        builder.environment()
                .put("NODERAX_CONFIG_FILE", folder.resolve("config.json").toString());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: nothing can be put in order. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; gives the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the agent does not stop: " + log());
        }
        return process.exitValue();
    }

    /** The holder that was started last. */
    long holderPid() {
        Matcher started = HOLDER.matcher(log());
        long pid = 0;
        while (started.find()) {
            pid = Long.parseLong(started.group(1));
        }
        assertThat(pid).as("a holder was started").isPositive();
        return pid;
    }

    void killHolder() {
        ProcessHandle.of(holderPid()).orElseThrow().destroyForcibly();
    }

    String log() {
        try {
            return Files.readString(folder.resolve("agent.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
