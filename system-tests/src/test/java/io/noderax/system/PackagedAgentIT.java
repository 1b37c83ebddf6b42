package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packed agent on a machine that has no Java: what it does, and that its cache never runs old code. */
class PackagedAgentIT {
    private static final Duration SETTLED = Duration.ofSeconds(90);
    private static final long LARGEST_RESIDENT_KIB = 64 * 1024;
    private static final long LARGEST_OWN_KIB = 28 * 1024;
    private static final Map<String, String> NO_JAVA = Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", "");

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Path program;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
        program = AgentPackage.unpack(folder.path());
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void itRunsTasksByItsOwnRuntimeAloneOverTls() throws Exception {
        Operator operator = server.operator();
        TestNode node = operator.enroll("packed");
        try (TlsFront tls = TlsFront.open(folder.path().resolve("tls"), server.port());
                AgentProcess agent = agent(node, tls, "agent")) {
            String task = operator.queue(node.id(), "readlink /proc/$PPID/exe; echo \"arenas: $MALLOC_ARENA_MAX\"");
            try {
                operator.awaitStatus(task, "success", "failed");
            } catch (AssertionError e) {
                throw new AssertionError(
                        agent.lastWords() + Files.readString(folder.path().resolve("agent/journal/holder.log")), e);
            }
            operator.awaitLog(task, "complete");
            assertThat(operator.lines(task))
                    .containsExactly(
                            program.resolveSibling("runtime/bin/java")
                                    .toRealPath()
                                    .toString(),
                            "arenas: ");
            WaitLoop.until("the socket is up", () -> agent.problems().isEmpty());
        }
    }

    /** The figures of docs/performance.md with some room, over TLS, which needs more; what a start needs is given back after 30 s. */
    @Test
    void itStaysWithinItsBudgetOfMemory() throws Exception {
        TestNode node = server.operator().enroll("small");
        try (TlsFront tls = TlsFront.open(folder.path().resolve("tls-small"), server.port());
                AgentProcess agent = agent(node, tls, "small")) {
            WaitLoop.until("the socket is up", () -> agent.problems().isEmpty());
            AtomicReference<ProcessMemory> last = new AtomicReference<>();
            try {
                new WaitLoop("the agent is small", SETTLED).until(() -> {
                    last.set(ProcessMemory.of(agent.pid()));
                    return last.get().residentKib() < LARGEST_RESIDENT_KIB
                            && last.get().ownKib() < LARGEST_OWN_KIB;
                });
            } catch (AssertionError e) {
                throw new AssertionError("the agent holds " + last.get(), e);
            }
        }
    }

    @Test
    void aChangedJarIsNeverRunFromTheCacheOfAnOldOne() throws Exception {
        assertThat(loadedFromCache(program)).isPositive();
        Path copy = folder.path().resolve("changed");
        Command.start(folder.path(), List.of("cp", "-a", program.getParent().toString(), copy.toString()), Map.of())
                .await();

        replaceVersion(copy);

        Path changed = copy.resolve("noderax-agent");
        assertThat(loadedFromCache(changed)).isZero();
        assertThat(output(changed, Map.of(), "version")).contains("9.9.9-changed");
    }

    /** Same size and time: nothing but the content tells the jars apart. */
    private static void replaceVersion(Path image) throws IOException {
        Path jar;
        try (var jars = Files.newDirectoryStream(image.resolve("app"), "noderax-agent-*.jar")) {
            jar = jars.iterator().next();
        }
        var time = Files.getLastModifiedTime(jar);
        try (var zip = java.nio.file.FileSystems.newFileSystem(jar)) {
            Path version = zip.getPath("io", "noderax", "agent", "version.txt");
            String changed = Files.readString(version).replaceFirst("[0-9]+[.][0-9]+[.][0-9]+[^\\s]*", "9.9.9-changed");
            Files.writeString(version, changed, StandardOpenOption.TRUNCATE_EXISTING);
        }
        Files.setLastModifiedTime(jar, time);
    }

    private static long loadedFromCache(Path program) {
        String loaded = output(program, Map.of("NODERAX_AGENT_JVM_FLAGS", "-Xlog:class+load=info:stderr"), "version");
        return loaded.lines()
                .filter(line -> line.contains("io.noderax.agent.") && line.contains("shared objects file"))
                .count();
    }

    private static String output(Path program, Map<String, String> variables, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Command run = Command.start(folder.path(), command, variables);
        assertThat(run.await()).as(run.err()).isZero();
        return run.out() + run.err();
    }

    private static AgentProcess agent(TestNode node, TlsFront tls, String name) {
        return new AgentProcess(
                node,
                folder.path().resolve(name),
                tls.url(),
                Map.of("api_tls_ca_file", tls.certificate().toString()),
                new Surroundings(List.of(), NO_JAVA),
                List.of(program.toString(), "run"));
    }
}
