package io.noderax.system;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/** The server's own {@code backup} and {@code restore}, each a process, for one home or one outside database. */
record Relocation(Path home, Map<String, String> environment) {
    static Relocation of(Path home) {
        return new Relocation(home, Map.of());
    }

    /** How a process ended, and what it said. */
    record Ended(int code, String words) {}

    void backup(Path file) throws Exception {
        Process process = builder("backup").redirectOutput(file.toFile()).start();
        Ended ended = end(process);
        if (ended.code() != 0) {
            throw new AssertionError("no backup: " + ended.words());
        }
    }

    Ended restore(Path file, String... more) throws Exception {
        return end(restoring(file, more).start());
    }

    /** Killed when it has had so many bytes of the backup, of which it cannot know the end. */
    void restoreKilled(Path file, int bytes) throws Exception {
        Process process = builder("restore", "--replace").start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(Arrays.copyOf(Files.readAllBytes(file), bytes));
            in.flush();
            WaitLoop.until("the database has begun", () -> Files.exists(home.resolve("postgres/data/postmaster.pid")));
            process.destroyForcibly().waitFor();
        } catch (IOException e) {
            process.destroyForcibly().waitFor();
        }
    }

    /** What a backup says of every table: rows and hash. */
    static JsonObject manifest(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return Json.parseObject(
                    zip.getInputStream(zip.getEntry("manifest.json")).readAllBytes());
        }
    }

    private ProcessBuilder restoring(Path file, String... more) {
        List<String> arguments = new ArrayList<>(List.of("restore"));
        arguments.addAll(List.of(more));
        return builder(arguments.toArray(String[]::new)).redirectInput(file.toFile());
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(TrainedServer.command());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("NODERAX_HOME", home.toString());
        builder.environment().putAll(environment);
        return builder.redirectError(words().toFile());
    }

    private Ended end(Process process) throws Exception {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end: " + Files.readString(words()));
        }
        return new Ended(process.exitValue(), Files.readString(words()));
    }

    private Path words() {
        return home.resolveSibling(home.getFileName() + "-relocation.log");
    }
}
