package io.noderax.agent.cli;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.policy.NodePolicy;
import io.noderax.agent.policy.Verdict;
import io.noderax.linux.OwnUser;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** {@code policy show} and {@code policy test}: what the node's own policy says, without an agent and without a server. */
final class PolicyCommand {
    private static final int REFUSED = 3;
    private static final int LARGEST = 2 * 1024 * 1024;

    private final NodePolicy policy;
    private final Path workingDirectory;
    private final Terminal terminal;

    PolicyCommand(NodePolicy policy, Path workingDirectory, Terminal terminal) {
        this.policy = policy;
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
    }

    static PolicyCommand ofThisMachine(Map<String, String> environment, Path workingDirectory, Terminal terminal) {
        Path state = AgentConfig.load(environment, workingDirectory).stateFile();
        NodePolicy policy = NodePolicy.below(Path.of("/"), isAgentRoot(state), Clock.systemUTC());
        return new PolicyCommand(policy, workingDirectory, terminal);
    }

    int show() {
        policy.words().forEach(terminal.out()::println);
        terminal.out().flush();
        return policy.summary().broken() == null ? AgentCli.OK : AgentCli.FAILED;
    }

    /** @param file a task as the API has it, or {@code {"terminal": {"runAsRoot": true}}}, or {@code {"rootProfile": "task"}} */
    int test(String file) {
        Verdict verdict;
        try {
            verdict = verdict(Json.parseObject(content(file)));
        } catch (JsonException | IOException e) {
            terminal.err().println("noderax-agent: " + file + ": " + e.getMessage());
            return AgentCli.USAGE;
        }
        verdict.notes().forEach(terminal.out()::println);
        String refusal = verdict.refusal();
        terminal.out().println(refusal == null ? "allowed by the policy of this node" : "refused: " + refusal);
        terminal.out().flush();
        return refusal == null ? AgentCli.OK : REFUSED;
    }

    private Verdict verdict(JsonObject asked) {
        if (asked.text("type") != null) {
            return policy.judgeTask(String.valueOf(asked.text("type")), asked.get("payload"));
        }
        JsonObject shell = asked.object("terminal");
        if (shell != null) {
            return policy.judgeTerminal(Boolean.TRUE.equals(shell.get("runAsRoot")));
        }
        RootProfile profile = RootProfile.BY_NAME.get(String.valueOf(asked.text("rootProfile")));
        if (profile != null) {
            return new Verdict(policy.profileRefusal(profile), List.of());
        }
        throw new JsonException("it must have type and payload of a task, or terminal, or rootProfile with one of "
                + String.join(", ", RootProfile.BY_NAME.keySet()));
    }

    private byte[] content(String file) throws IOException {
        Path path = workingDirectory.resolve(file);
        if (Files.size(path) > LARGEST) {
            throw new JsonException("it must be at most " + LARGEST + " bytes");
        }
        return Files.readAllBytes(path);
    }

    /** The agent runs as the owner of its state; before there is one, as whoever asks. */
    private static boolean isAgentRoot(Path state) {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(state, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return OwnUser.isRoot();
        }
    }
}
