package io.noderax.agent.policy;

import io.noderax.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes up policies, and requests of a server that wants more than it may have. */
final class HostileRequests {
    private static final List<String> TYPES = List.of(
            "shell.exec",
            "shell.exec",
            "shell.exec",
            "log.scan",
            "packageInstall",
            "packageRemove",
            "packagePurge",
            "packageList",
            "packageSearch",
            "packageRepair",
            "agent.update",
            "SHELL.EXEC",
            "shell.exec ",
            "",
            "\u0000",
            "packageinstall");
    private static final List<String> WORDS = List.of(
            "uptime",
            "systemctl",
            " ",
            " ",
            "status",
            "nginx",
            ";",
            "\n",
            "$(id)",
            "`",
            "&&",
            "|",
            "rm -rf /",
            "journalctl",
            "-u",
            "*",
            "?",
            "'",
            "\"",
            "\\",
            "\u0000",
            "\u202e",
            "\ud83d\ude00",
            "\ud800",
            "echo",
            "reboot",
            "a",
            "/",
            "..");
    private static final List<String> PACKAGES = List.of(
            "nginx",
            "nginx-full",
            "openssh-server",
            "openssh-server:amd64",
            "openssh-server=1.0",
            "open*",
            "^open",
            "jq",
            "jq-",
            "-x",
            "",
            " ",
            "g++",
            "openssh?server",
            "j\u0000q",
            "nginx/stable");

    private final RandomGenerator random;

    HostileRequests(RandomGenerator random) {
        this.random = random;
    }

    JsonObject policy() {
        JsonObject.Builder policy = JsonObject.builder();
        for (String word : List.of("allow", "deny")) {
            JsonObject.Builder kinds = JsonObject.builder();
            addSome(kinds, "tasks", List.of("shell.exec", "log.scan", "package*", "packageList", "*"));
            addSome(
                    kinds,
                    "commands",
                    List.of(
                            "uptime",
                            JsonObject.of("prefix", "systemctl status "),
                            JsonObject.of("prefix", "u"),
                            JsonObject.of("glob", "*"),
                            JsonObject.of("glob", "*nginx?*"),
                            JsonObject.of("glob", "journalctl*-u *a"),
                            "reboot"));
            addSome(kinds, "users", List.of("agent", "root", "*"));
            addSome(kinds, "packages", List.of("nginx*", "openssh-server", "jq", "*"));
            addSome(kinds, "terminals", List.of("agent", "root"));
            addSome(kinds, "logs", List.of("syslog", "kern.log", "*"));
            policy.put(word, kinds.build());
        }
        return policy.build();
    }

    private void addSome(JsonObject.Builder kinds, String kind, List<?> rules) {
        if (random.nextInt(3) == 0) {
            kinds.put(kind, rules.stream().filter(_ -> random.nextInt(2) == 0).toList());
        }
    }

    String type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    @Nullable
    Object payload() {
        if (random.nextInt(20) == 0) {
            return odd();
        }
        JsonObject.Builder payload = JsonObject.builder();
        maybe(payload, "command", random.nextInt(12) == 0 ? odd() : command());
        maybe(
                payload,
                "sourcePresetId",
                random.nextInt(8) == 0 ? odd() : pick(List.of("syslog", "kern.log", "auth.log", "../etc/shadow")));
        maybe(payload, "names", random.nextInt(6) == 0 ? odd() : packages());
        rarely(payload, "packages", random.nextInt(3) == 0 ? odd() : packages());
        rarely(payload, "package", random.nextInt(3) == 0 ? odd() : pick(PACKAGES));
        rarely(payload, "runAsRoot", pick(List.of(true, false, "true", "false", 1L, 0L, "yes", JsonObject.EMPTY)));
        rarely(payload, "rootScope", pick(List.of("task", "operational", "terminal", 7L)));
        rarely(payload, "shell", pick(List.of("/bin/sh", "/tmp/evil", "", 7L)));
        rarely(payload, "environment", pick(List.of(JsonObject.EMPTY, JsonObject.of("LD_PRELOAD", "/tmp/x"), "x")));
        rarely(payload, "working_dir", pick(List.of("", "/tmp", 7L)));
        return payload.build();
    }

    private List<?> packages() {
        List<Object> names = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            names.add(random.nextInt(25) == 0 ? 7L : pick(PACKAGES));
        }
        return names;
    }

    private String command() {
        if (random.nextInt(3) == 0) {
            return pick(List.of("uptime", "systemctl status nginx", "journalctl -u a", "reboot", "u"));
        }
        StringBuilder command = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            command.append(pick(WORDS));
        }
        return random.nextInt(500) == 0 ? command.toString().repeat(20_000) : command.toString();
    }

    private @Nullable Object odd() {
        JsonObject nested = JsonObject.EMPTY;
        for (int i = random.nextInt(50); i > 0; i--) {
            nested = JsonObject.of("command", nested);
        }
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> 7L;
            case 2 -> true;
            case 3 -> List.of("uptime", nested);
            case 4 -> "\u0000" + "x".repeat(random.nextInt(1000));
            default -> nested;
        };
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private void maybe(JsonObject.Builder payload, String name, @Nullable Object value) {
        if (random.nextInt(6) > 0) {
            payload.put(name, value);
        }
    }

    private void rarely(JsonObject.Builder payload, String name, @Nullable Object value) {
        if (random.nextInt(6) == 0) {
            payload.put(name, value);
        }
    }
}
