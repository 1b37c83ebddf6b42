package io.noderax.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random policies against random requests: nothing is let through that an oracle, which shares no code with the agent, forbids. */
class HostileServerTest {
    private static final long SEED = 20261124;
    private static final int POLICIES = 300;
    private static final int REQUESTS = 100;
    private static final Pattern CLEAR_NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]*(?<!-)([:=/][A-Za-z0-9.~]+)?");

    @TempDir
    private Path root;

    @Test
    void nothingIsLetThroughThatTheOracleForbids() throws IOException {
        Random random = new Random(SEED);
        HostileRequests requests = new HostileRequests(random);
        TestPolicy node = new TestPolicy(root);
        int allowed = 0;
        int refused = 0;
        for (int i = 0; i < POLICIES; i++) {
            JsonObject policy = requests.policy();
            Oracle oracle = new Oracle(policy);
            node.write("10.json", policy.toString());
            for (boolean asRoot : new boolean[] {true, false}) {
                assertThat(node.policy().judgeTerminal(asRoot).refusal() != null)
                        .as("seed %d, policy %s, terminal as root %s", SEED, policy, asRoot)
                        .isEqualTo(oracle.forbidsTerminal(asRoot));
            }
            for (int j = 0; j < REQUESTS; j++) {
                String type = requests.type();
                Object payload = requests.payload();
                boolean isAllowed = node.policy().judgeTask(type, payload).refusal() == null;
                if (isAllowed) {
                    allowed++;
                    assertThat(forbids(oracle, type, payload))
                            .as("seed %d, policy %s, %s %s", SEED, policy, type, payload)
                            .isFalse();
                } else {
                    refused++;
                }
            }
        }
        assertThat(allowed).as("how many are allowed").isGreaterThan(POLICIES * REQUESTS / 20);
        assertThat(refused).as("how many are refused").isGreaterThan(POLICIES * REQUESTS / 20);
    }

    /** Whoever takes a payload in the worst way: whatever may be root is, whatever may be a package is. */
    private static boolean forbids(Oracle oracle, String type, Object payload) {
        JsonObject members = payload instanceof JsonObject object ? object : JsonObject.EMPTY;
        Object root = members.get("runAsRoot");
        boolean packages =
                List.of("packageInstall", "packageRemove", "packagePurge").contains(type);
        boolean changes = type.startsWith("package")
                && !List.of("packageList", "packageSearch").contains(type);
        boolean asRoot = changes || (root != null && !root.equals(false));
        if (oracle.forbids(type, payload, asRoot, packages ? clearNames(members) : List.of())) {
            return true;
        }
        return packages && !clearNames(members).containsAll(allNames(members)) && oracle.forbids("packages", "\u0000");
    }

    private static List<String> allNames(JsonObject members) {
        List<String> names = new java.util.ArrayList<>();
        members.list("names").forEach(name -> names.add(String.valueOf(name)));
        members.list("packages").forEach(name -> names.add(String.valueOf(name)));
        if (members.get("package") != null) {
            names.add(String.valueOf(members.get("package")));
        }
        return names.stream().map(name -> name.replaceFirst("[:=/].*", "")).toList();
    }

    private static List<String> clearNames(JsonObject members) {
        return allNames(members).stream()
                .filter(name -> CLEAR_NAME.matcher(name).matches())
                .toList();
    }
}
