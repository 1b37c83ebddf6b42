package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.release.TarGz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An installed agent, its updater, and a script in the place of a service manager that starts the agent again whenever it ends. All
 * its images run the built agent; what differs is what it says of its version, and whether it crashes.
 */
final class SupervisedAgent implements AutoCloseable {
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    /** Installs that version. */
    SupervisedAgent(Path folder, TestNode node, String url, String version, String releaseKey) {
        this.folder = folder;
        try {
            Path image = Files.createDirectories(root().resolve("versions").resolve(version));
            Files.createDirectories(image.resolve("app/io/noderax/agent"));
            Files.writeString(image.resolve("app/io/noderax/agent/version.txt"), words(version));
            program(image.resolve("noderax-agent"), launcher(false));
            Files.writeString(image.resolve("release-key.pub"), releaseKey);
            Files.createSymbolicLink(root().resolve("current"), Path.of("versions", version));
            configure(node, url);
            program(folder.resolve("supervise"), """
                    #!/bin/sh
                    # Keeps the agent running.
                    while [ ! -e %1$s/stop ]; do
                        %1$s/opt/noderax-agent/current/noderax-agent run >>%1$s/agent.log 2>&1 &
                        echo $! >%1$s/agent.pid
                        wait $!
                        sleep 0.3
                    done
                    """.formatted(folder));
            program(
                    folder.resolve("restart"),
                    "#!/bin/sh\nkill $(cat %s/agent.pid) 2>/dev/null || true\n".formatted(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        processes.add(start("supervise.log", List.of(folder.resolve("supervise").toString())));
        startUpdater();
    }

    private void configure(TestNode node, String url) throws IOException {
        JsonObject config = JsonObject.builder()
                .put("api_url", url)
                .put("state_file", folder.resolve("identity.json").toString())
                .put("updater_socket", folder.resolve("update.sock").toString())
                .put("task_poll_interval", "2s")
                .build();
        Files.writeString(folder.resolve("config.json"), config.toString());
        JsonObject identity = JsonObject.builder()
                .put("node_id", node.id())
                .put("agent_token", node.token())
                .build();
        Files.writeString(folder.resolve("identity.json"), identity.toString());
    }

    /** The updater runs the image that has proven itself, as its unit has it. */
    Process startUpdater() {
        Process updater = start(
                "updater.log",
                List.of(
                        "/bin/sh",
                        "-c",
                        "p=%1$s/opt/noderax-agent/proven; [ -x $p/noderax-agent ] || p=%1$s/opt/noderax-agent/current; exec $p/noderax-agent updater"
                                        .formatted(folder)
                                + " --socket %1$s/update.sock --root %1$s".formatted(folder)
                                + " --restart %1$s/restart --stable 2s --trial 8s --patience 60s".formatted(folder)));
        processes.add(updater);
        return updater;
    }

    /** An image of that version for a release. */
    static byte[] image(String version, boolean crashes) {
        return new TarGz()
                .program("agent/noderax-agent", launcher(crashes))
                .file("agent/app/io/noderax/agent/version.txt", words(version))
                .bytes();
    }

    private static String launcher(boolean crashes) {
        return """
                #!/bin/sh
                here=$(dirname "$(readlink -f "$0")")
                if %s && [ "$1" = run ]; then echo "no good" >&2; exit 1; fi
                exec %s --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
                    -cp "$here/app:%s" io.noderax.agent.AgentMain "$@"
                """.formatted(crashes, Built.JAVA, Built.agentClassPath());
    }

    private static String words(String version) {
        return version + "\ntest\ntoday\n";
    }

    Path root() {
        return folder.resolve("opt/noderax-agent");
    }

    String current() {
        try {
            return root().resolve("current").toRealPath().getFileName().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String logs() {
        StringBuilder logs = new StringBuilder();
        for (String name : List.of("updater.log", "agent.log", "supervise.log")) {
            try {
                logs.append("--- ").append(name).append('\n').append(Files.readString(folder.resolve(name)));
            } catch (IOException e) {
                logs.append(e);
            }
        }
        return logs.toString();
    }

    private Process start(String log, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()));
        builder.environment()
                .putAll(Map.of(
                        "NODERAX_CONFIG_FILE", folder.resolve("config.json").toString(), "HOME", folder.toString()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Override
    public void close() {
        try {
            Files.createFile(folder.resolve("stop"));
            for (Process process : processes.reversed()) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ProcessHandle.allProcesses()
                .filter(handle -> environment(handle).contains("HOME=" + folder + "\0"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static String environment(ProcessHandle handle) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(handle.pid()), "environ"),
                    java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
