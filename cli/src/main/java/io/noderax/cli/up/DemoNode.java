package io.noderax.cli.up;

import io.noderax.cli.enrollments.Inbox;
import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Query;
import io.noderax.cli.http.Received;
import io.noderax.cli.nodes.Nodes;
import io.noderax.cli.tasks.Tasks;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.PrivateFile;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Uuids;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.protocol.task.TaskView;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** This machine as a node: enrolled by the agent's own command, approved in the inbox, run as any agent is. */
final class DemoNode {
    private static final Pattern CODE = Pattern.compile("code to compare: +(\\S+)");
    private static final Duration TO_COME_ONLINE = Duration.ofSeconds(30);
    private static final Duration TO_END_TASKS = Duration.ofSeconds(15);

    /** Whoever follows one of the cancelled tasks asks once a second, and should see its end before the server goes. */
    private static final Duration FOR_FOLLOWERS = Duration.ofMillis(1500);

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final List<TaskStatus> UNFINISHED =
            List.of(TaskStatus.QUEUED, TaskStatus.ACCEPTED, TaskStatus.RUNNING);

    private final UpHome home;
    private final Programs programs;
    private final Connection connection;
    private final Screen screen;
    private final Part agent;
    private final Clock clock;

    DemoNode(UpHome home, Programs programs, Connection connection, Part agent, Surroundings surroundings) {
        this.home = home;
        this.programs = programs;
        this.connection = connection;
        this.screen = surroundings.screen();
        this.agent = agent;
        this.clock = surroundings.clock();
    }

    /** Enrolls the machine unless it is a node of this server already, starts its agent, and waits until it is online. */
    NodeView start(String email) {
        configure();
        NodeView node = known();
        if (node == null) {
            enroll(email);
            node = known();
        }
        if (node == null) {
            throw new CommandFailure("the server does not know the node that it has just approved");
        }
        Instant startedAt = clock.instant();
        agent.start(programs.agent("run"), environment());
        return awaitOnline(node.id(), startedAt);
    }

    private void configure() {
        JsonObject config = JsonObject.builder()
                .put("api_url", connection.server().toString())
                .put("state_file", identityFile().toString())
                .putIfPresent(
                        "api_tls_ca_file",
                        connection.authority() == null
                                ? null
                                : connection.authority().toString())
                .build();
        try {
            home.folder("agent");
            PrivateFile.createFolder(identityFile().resolveSibling(""));
            PrivateFile.write(home.agent("config.json"), config.toString());
        } catch (IOException e) {
            throw new CommandFailure("the demo agent's configuration cannot be written (%s)".formatted(e));
        }
    }

    /** The node of the stored identity, if the server has it; an identity that it does not have is put aside. */
    private @Nullable NodeView known() {
        UUID id = storedId();
        if (id == null) {
            return null;
        }
        NodeView node = new Nodes(connection).byId(id);
        if (node == null) {
            screen.say("The server does not know the node " + id + " any more; this machine is enrolled anew.");
            putIdentityAside();
        }
        return node;
    }

    private @Nullable UUID storedId() {
        try {
            String text = PrivateFile.read(identityFile());
            String id = text == null ? null : Json.parseObject(text).text("node_id");
            return id == null ? null : Uuids.parse(id);
        } catch (IOException | JsonException e) {
            throw new CommandFailure("the demo agent's identity %s cannot be read (%s); move it away to enroll anew"
                    .formatted(identityFile(), e.getMessage()));
        }
    }

    private void putIdentityAside() {
        try {
            Files.move(
                    identityFile(),
                    identityFile().resolveSibling("agent_identity.json.forgotten"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure("%s cannot be moved away (%s)".formatted(identityFile(), e));
        }
    }

    private void enroll(String email) {
        ProcessBuilder builder =
                new ProcessBuilder(programs.agent("enroll", "--email", email)).redirectErrorStream(true);
        Part.change(builder, environment());
        StringBuilder said = new StringBuilder();
        try {
            Process enrolling = builder.start();
            enrolling.getOutputStream().close();
            try (BufferedReader output = enrolling.inputReader(StandardCharsets.UTF_8)) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    said.append("\n  ").append(line);
                    approveIfAsked(line);
                }
            }
            if (enrolling.waitFor() != 0) {
                throw new CommandFailure("this machine could not be enrolled:" + said);
            }
        } catch (IOException e) {
            throw new CommandFailure("the agent cannot be started (%s)".formatted(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while this machine was enrolled");
        }
    }

    /** The agent shows a code; whoever approves compares it. Here that is us. */
    private void approveIfAsked(String line) {
        Matcher code = CODE.matcher(line);
        if (!code.find()) {
            return;
        }
        Inbox inbox = new Inbox(connection);
        Inbox.Pending pending = inbox.meant(code.group(1));
        String hostname = pending.view().hostname();
        try {
            inbox.approve(pending, hostname);
        } catch (CallFailed e) {
            if (!e.isRefusedWith(409)) {
                throw e;
            }
            replaceForgotten(hostname);
            inbox.approve(pending, hostname);
        }
    }

    /** The home has lost the identity of the node that this machine was: that node can never come back. */
    private void replaceForgotten(String hostname) {
        for (Received<NodeView> candidate : new Nodes(connection).list(hostname)) {
            NodeView node = candidate.value();
            if (!node.hostname().equals(hostname)) {
                continue;
            }
            if (node.status().equals("online")) {
                throw new CommandFailure(
                        "this machine is the node %s already, by another agent; start with --no-demo-node"
                                .formatted(node.name()));
            }
            screen.say("The identity of the node %s is lost; it is replaced.".formatted(node.name()));
            connection.delete(Query.of("/nodes/{}", node.id()));
        }
    }

    /** Online since the agent started: what stands there from before says nothing. */
    private NodeView awaitOnline(NodeId id, Instant startedAt) {
        Nodes nodes = new Nodes(connection);
        new UpLoop(TO_COME_ONLINE, LOOK)
                .until(() -> !agent.isAlive() || isOnlineSince(nodes.byId(id.value()), startedAt));
        NodeView node = nodes.byId(id.value());
        if (node == null || !agent.isAlive() || !isOnlineSince(node, startedAt)) {
            throw new CommandFailure("the demo node does not come online. " + agent.lastWords());
        }
        return node;
    }

    private static boolean isOnlineSince(@Nullable NodeView node, Instant startedAt) {
        return node != null
                && node.status().equals("online")
                && node.lastSeenAt() != null
                && !node.lastSeenAt().isBefore(startedAt);
    }

    /** Cancels everything that the node has not finished, and waits until the agent has said so. */
    void cancelTasks(NodeId node, String reason) {
        Tasks tasks = new Tasks(connection);
        Map<UUID, TaskView> waiting = new LinkedHashMap<>();
        for (TaskStatus status : UNFINISHED) {
            for (Received<TaskView> task : tasks.list(node, status, Tasks.PAGE, 0)) {
                TaskView asked = tasks.cancel(task.value(), reason).value();
                waiting.put(asked.id().value(), asked);
            }
        }
        if (!waiting.isEmpty()) {
            screen.say(
                    "Cancelling %d task%s of the demo node".formatted(waiting.size(), waiting.size() == 1 ? "" : "s"));
        }
        boolean cancelled = !waiting.isEmpty();
        new UpLoop(TO_END_TASKS, LOOK).until(() -> {
            waiting.keySet().removeIf(id -> tasks.get(id).value().status().isFinal());
            return waiting.isEmpty();
        });
        if (cancelled) {
            new UpLoop(FOR_FOLLOWERS, LOOK).until(() -> false);
        }
    }

    private Path identityFile() {
        return home.agent("state").resolve("agent_identity.json");
    }

    /** The agent's configuration is its file alone, and no secret of the server's reaches its tasks. */
    private Map<String, @Nullable String> environment() {
        Map<String, @Nullable String> environment = new LinkedHashMap<>();
        for (String name : System.getenv().keySet()) {
            if (AgentEnvironment.isKeptFrom(name)) {
                environment.put(name, null);
            }
        }
        environment.put("NODERAX_CONFIG_FILE", home.agent("config.json").toString());
        return environment;
    }
}
