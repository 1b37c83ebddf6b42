package io.noderax.agent.doctor;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.config.ConfigKey;
import io.noderax.agent.journal.Backlog;
import io.noderax.agent.policy.NodePolicy;
import io.noderax.linux.DiskRoom;
import io.noderax.linux.LocalSocket;
import io.noderax.linux.OwnUser;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the agent has on this machine: its settings, its folders, its policy, its journal, its way to root, and itself. */
final class FileChecks {
    private static final long FEW_BYTES = 64L * 1024 * 1024;
    private static final long FEW_FILES = 1000;

    private final AgentConfig config;
    private final @Nullable Path configFile;
    private final Path root;
    private final NodePolicy policy;
    private final Supplier<JsonObject> status;

    /** @param status what the agent says of itself, or the disk says of it */
    FileChecks(
            AgentConfig config, @Nullable Path configFile, Path root, NodePolicy policy, Supplier<JsonObject> status) {
        this.config = config;
        this.configFile = configFile;
        this.root = root;
        this.policy = policy;
        this.status = status;
    }

    List<Check> all() {
        return List.of(
                new Check("config", this::config),
                new Check("agent", this::agent),
                new Check("identity", this::identity),
                new Check("disk-journal", name -> disk(name, config.journalDir())),
                new Check("disk-state", name -> disk(name, folder(config.stateFile()))),
                new Check("noexec-tmp", name -> noexec(name, Path.of(System.getProperty("java.io.tmpdir", "/tmp")))),
                new Check("noexec-state", name -> noexec(name, folder(config.stateFile()))),
                new Check("journal", this::journal),
                new Check("policy", this::policy),
                new Check("root-broker", this::rootBroker));
    }

    private CheckResult config(String name) {
        StringJoiner set = new StringJoiner(", ");
        for (ConfigKey key : ConfigKey.values()) {
            AgentConfig.Source source = config.source(key);
            if (source != null && !source.origin().equals("default")) {
                set.add(key.key() + " (" + source.origin() + ")");
            }
        }
        String words = (configFile == null ? "no config file" : "config file " + configFile) + "; set: "
                + (set.length() == 0 ? "nothing" : set) + "; all others have their defaults";
        return config.unknownKeys().isEmpty()
                ? CheckResult.ok(name, words)
                : CheckResult.warning(
                        name, words + "; without effect: " + config.unknownKeys(), "remove them, or mend their names");
    }

    private CheckResult agent(String name) {
        JsonObject report = status.get();
        StringJoiner problems = new StringJoiner("; ");
        report.list("problems").forEach(each -> {
            if (each instanceof JsonObject problem) {
                problems.add(String.valueOf(problem.text("message")));
            }
        });
        return switch (String.valueOf(report.text("state"))) {
            case "healthy" -> CheckResult.ok(name, "the agent runs, and nothing is wrong with it");
            case "not-running" -> CheckResult.failed(name, "no agent runs: " + problems, "start it");
            default -> CheckResult.failed(name, "the agent runs, and says: " + problems, "its status says what to do");
        };
    }

    /** The running agent knows; asking the control plane in its name would make it look as if it were there. */
    private CheckResult identity(String name) {
        JsonObject report = status.get();
        JsonObject identity = report.object("identity");
        String node = identity == null ? null : identity.text("nodeId");
        if (node == null) {
            return CheckResult.failed(
                    name, "this machine is not enrolled with this state file", "enroll it, or mend state_file");
        }
        if (report.toString().contains("\"identity-refused\"")) {
            return CheckResult.failed(
                    name,
                    "the control plane does not accept the node " + node,
                    "move the state file away and enroll again");
        }
        return report.object("lastClaim") == null
                ? CheckResult.warning(
                        name,
                        "the node " + node + "; nobody knows yet whether the control plane accepts it",
                        "a running agent finds that out")
                : CheckResult.ok(name, "the node " + node + ", in whose name the agent works");
    }

    private static CheckResult disk(String name, Path folder) {
        DiskRoom room = DiskRoom.at(existing(folder));
        if (room == null) {
            return CheckResult.warning(name, "nobody can say what is free for " + folder, "check the folder's rights");
        }
        Long inodes = room.inodes();
        String words = folder + ": " + room.bytes() / (1024 * 1024) + " MB"
                + (inodes == null ? "" : " and " + inodes + " inodes") + " are free";
        boolean low = room.bytes() < FEW_BYTES || (inodes != null && inodes < FEW_FILES);
        return low ? CheckResult.failed(name, words, "make room there") : CheckResult.ok(name, words);
    }

    private CheckResult noexec(String name, Path folder) throws IOException {
        String mounts = Files.readString(root.resolve("proc/self/mountinfo"));
        Path real = existing(folder).toRealPath();
        List<String> options = MountOptions.of(mounts, real);
        return options.contains("noexec")
                ? CheckResult.warning(
                        name,
                        folder + " lies on a file system that is mounted noexec",
                        "nothing of the agent's needs it; tasks that run programs from there fail")
                : CheckResult.ok(name, folder + " lies on a file system whose programs run");
    }

    private CheckResult journal(String name) {
        Backlog backlog = Backlog.read(config.journalDir(), config.journalQuota());
        String words = backlog.attempts() + " attempts with " + backlog.bytes() + " of " + backlog.quota() + " bytes";
        if (backlog.undeliverable() > 0) {
            return CheckResult.warning(
                    name,
                    words + "; " + backlog.undeliverable() + " results were refused for good",
                    "read and remove them: " + config.journalDir().resolve("undeliverable"));
        }
        return backlog.bytes() < backlog.quota() / 10 * 9
                ? CheckResult.ok(name, words)
                : CheckResult.warning(name, words, "see why the control plane does not take it");
    }

    private CheckResult policy(String name) {
        NodePolicy.Summary summary = policy.summary();
        return summary.broken() == null
                ? CheckResult.ok(
                        name, summary.files() + " files with " + summary.rules() + " rules in " + policy.path())
                : CheckResult.failed(name, "everything is refused: " + summary.broken(), "mend that file");
    }

    private CheckResult rootBroker(String name) {
        if (OwnUser.isRoot()) {
            return CheckResult.ok(name, "an agent that is root needs none");
        }
        Path socket = config.rootBrokerSocket();
        if (!Files.exists(socket)) {
            return CheckResult.ok(name, "there is none at " + socket + ", so nothing runs as root");
        }
        try {
            LocalSocket.connect(socket).close();
            return CheckResult.ok(name, "it listens at " + socket);
        } catch (IOException e) {
            return CheckResult.warning(
                    name,
                    "it does not answer at " + socket + ": " + e.getMessage(),
                    "start its socket unit, or the broker");
        }
    }

    private static Path folder(Path file) {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    private static Path existing(Path folder) {
        Path at = folder;
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
