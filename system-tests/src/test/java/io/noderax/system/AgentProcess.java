package io.noderax.system;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A real agent that is enrolled already and can be killed and started again. One thread. */
final class AgentProcess implements AutoCloseable {
    private final TestNode node;
    private final Path folder;
    private final Surroundings surroundings;
    private final List<String> program;
    private Process process;

    /** @param settings beside the address and the state file */
    AgentProcess(TestNode node, Path folder, String url, Map<String, String> settings, Surroundings surroundings) {
        this(node, folder, url, settings, surroundings, Built.agent("run"));
    }

    /** @param program what runs the agent */
    AgentProcess(
            TestNode node,
            Path folder,
            String url,
            Map<String, String> settings,
            Surroundings surroundings,
            List<String> program) {
        this.node = node;
        this.folder = folder;
        this.surroundings = surroundings;
        this.program = program;
        try {
            Files.createDirectories(folder);
            JsonObject.Builder config = JsonObject.builder()
                    .put("api_url", url)
                    .put("state_file", folder.resolve("identity.json").toString())
                    .put("task_poll_interval", "5s");
            settings.forEach(config::put);
            Files.writeString(folder.resolve("config.json"), config.build().toString());
            JsonObject identity = JsonObject.builder()
                    .put("node_id", node.id())
                    .put("agent_token", node.token())
                    .build();
            Files.writeString(folder.resolve("identity.json"), identity.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    TestNode node() {
        return node;
    }

    void start() {
        List<String> command = new ArrayList<>(surroundings.wrapper());
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(variables());
        builder.environment().putAll(surroundings.variables());
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and blocks until it has ended. */
    void stop(Duration longest) {
        process.destroy();
        try {
            if (!process.waitFor(longest)) {
                throw new AssertionError("the agent does not stop: " + lastWords());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, String> variables() {
        return Map.of("NODERAX_CONFIG_FILE", folder.resolve("config.json").toString(), "HOME", folder.toString());
    }

    /** What its status calls wrong. */
    List<String> problems() {
        Command status = Command.start(folder, Built.agent("status", "--json"), variables());
        status.await();
        return Json.parseObject(status.out()).list("problems").stream()
                .map(problem -> String.valueOf(((JsonObject) problem).text("code")))
                .toList();
    }

    void awaitProblem(String code, boolean present) {
        WaitLoop.until(
                "the status " + (present ? "names " : "no longer names ") + code,
                () -> problems().contains(code) == present);
    }

    /** Processes of the agent's that run tasks for it. */
    List<ProcessHandle> holders() {
        return relatives().stream()
                .filter(handle -> commandLine(handle).contains("HolderMain"))
                .toList();
    }

    /** Waits until its log has that event; when it says that it was. */
    Instant awaitLogged(String event) {
        AtomicReference<String> found = new AtomicReference<>();
        WaitLoop.until("the agent logs: " + event, () -> {
            try {
                Files.readAllLines(log()).stream()
                        .filter(line -> line.contains(" " + event + " "))
                        .findFirst()
                        .ifPresent(found::set);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return found.get() != null;
        });
        return Instant.parse(found.get().split(" ", 2)[0]);
    }

    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGTERM, and what is left after a while is killed: holders, tasks, what they left behind. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        relatives().forEach(ProcessHandle::destroyForcibly);
    }

    /** Everything that has the agent's folder as its home: the agent gives its environment on. */
    private List<ProcessHandle> relatives() {
        List<ProcessHandle> relatives = new ArrayList<>();
        ProcessHandle.allProcesses()
                .filter(handle -> text(handle, "environ").contains("HOME=" + folder + "\0"))
                .forEach(relatives::add);
        return relatives;
    }

    private static String commandLine(ProcessHandle handle) {
        return text(handle, "cmdline");
    }

    private static String text(ProcessHandle handle, String file) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(handle.pid()), file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private Path log() {
        return folder.resolve("agent.log");
    }
}
