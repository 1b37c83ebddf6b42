package io.noderax.agent.rootbroker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.agent.containment.TaskLimits;
import io.noderax.agent.policy.NodePolicy;
import io.noderax.agent.root.BrokerRequest;
import io.noderax.agent.root.RootRefused;
import io.noderax.linux.OwnUser;
import io.noderax.linux.PtyMode;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the root broker refuses by the node's own policy, whatever the agent has said to it before. */
class BrokerPolicyTest {
    @TempDir
    private Path root;

    private BrokerPolicy policy;

    @BeforeEach
    void aPolicy() throws IOException {
        assumeTrue(OwnUser.isRoot() || System.getenv("CI") != null, "needs root: a policy belongs to it");
        Path folder = Files.createDirectories(root.resolve("etc/noderax-agent/policy.d"));
        for (Path path = folder; path.startsWith(root); path = path.getParent()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path file = Files.writeString(folder.resolve("10.json"), """
                {
                  "allow": {"commands": ["id"], "packages": ["jq"], "terminals": []},
                  "highestRootProfile": "operational_task"
                }
                """);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        policy = new BrokerPolicy(NodePolicy.below(root, true, Clock.systemUTC()));
    }

    @Test
    void commandsPackagesTerminalsAndProfilesAreHeldAgainstIt() {
        allows(run("id"));
        refuses(run("id; id"), "command \"id; id\" is not among those that are allowed");
        allows(operate("{\"operation\":\"packageInstall\",\"names\":[\"jq\"],\"lockWaitSeconds\":450}"));
        refuses(operate("{\"operation\":\"packagePurge\",\"names\":[\"sudo\"]}"), "package \"sudo\" is not among");
        allows(operate("{\"operation\":\"reboot\"}"));
        refuses(new BrokerRequest.Terminal(UUID.randomUUID(), "/bin/sh", PtyMode.PTY_CTTY), "terminal \"root\" is not");
        allows(new BrokerRequest.ApplyProfile(RootProfile.TASK));
        refuses(new BrokerRequest.ApplyProfile(RootProfile.ALL), "line 3");
        allows(new BrokerRequest.ApplyProfile(RootProfile.OFF));
    }

    private void allows(BrokerRequest request) {
        assertThatCode(() -> policy.require(request)).doesNotThrowAnyException();
    }

    private void refuses(BrokerRequest request, String because) {
        assertThatThrownBy(() -> policy.require(request))
                .isInstanceOf(RootRefused.class)
                .hasMessageContaining("the policy of this node refuses it: ")
                .hasMessageContaining(because);
    }

    private static BrokerRequest run(String command) {
        return new BrokerRequest.Run(UUID.randomUUID(), "/bin/sh", command, "/", Map.of(), TaskLimits.NONE);
    }

    private static BrokerRequest operate(String operation) {
        return new BrokerRequest.Operate(UUID.randomUUID(), Json.parseObject(operation), TaskLimits.NONE);
    }
}
