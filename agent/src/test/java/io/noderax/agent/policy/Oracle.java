package io.noderax.agent.policy;

import io.noderax.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a policy forbids, said once more in the simplest way: by regular expressions, over the JSON itself, of one file. Knows nothing of
 * how the agent reads a policy.
 */
final class Oracle {
    private static final String PLAIN = "[A-Za-z0-9 _./:,=@%+-]";

    private final JsonObject policy;

    Oracle(JsonObject policy) {
        this.policy = policy;
    }

    /** Whether a task that would do this must not run. */
    boolean forbids(String type, Object payload, boolean asRoot, List<String> packages) {
        JsonObject members = payload instanceof JsonObject object ? object : JsonObject.EMPTY;
        boolean forbidden = forbids("tasks", type) || forbids("users", asRoot ? "root" : "agent");
        if (type.equals("shell.exec")) {
            forbidden |= forbids("commands", String.valueOf(members.get("command")));
            forbidden |= !list("allow", "commands").isEmpty() && changesTheCommand(members);
        }
        if (type.equals("log.scan")) {
            forbidden |= forbids("logs", String.valueOf(members.get("sourcePresetId")));
        }
        for (String name : packages) {
            forbidden |= forbids("packages", name);
        }
        return forbidden;
    }

    boolean forbidsTerminal(boolean asRoot) {
        String user = asRoot ? "root" : "agent";
        return forbids("terminals", user) || forbids("users", user);
    }

    boolean forbids(String kind, String value) {
        boolean denied = list("deny", kind).stream().anyMatch(rule -> matches(kind, rule, value, "(?s:.)"));
        boolean closed =
                policy.object("allow") != null && policy.object("allow").has(kind);
        String wildcard = kind.equals("commands") ? PLAIN : "(?s:.)";
        boolean allowed = list("allow", kind).stream().anyMatch(rule -> matches(kind, rule, value, wildcard));
        return denied || (closed && !allowed);
    }

    private static boolean changesTheCommand(JsonObject members) {
        return !List.of("null", "", "/bin/sh").contains(String.valueOf(members.get("shell")))
                || !List.of("null", "{}").contains(String.valueOf(members.get("environment")))
                || !List.of("null", "").contains(String.valueOf(members.get("working_dir")));
    }

    private List<?> list(String word, String kind) {
        JsonObject kinds = policy.object(word);
        return kinds == null ? List.of() : kinds.list(kind);
    }

    private static boolean matches(String kind, Object rule, String value, String any) {
        if (rule instanceof JsonObject object) {
            String prefix = object.text("prefix");
            return prefix == null
                    ? regex(String.valueOf(object.text("glob")), any)
                            .matcher(value)
                            .matches()
                    : Pattern.compile(Pattern.quote(prefix) + any + "*")
                            .matcher(value)
                            .matches();
        }
        String text = String.valueOf(rule);
        return kind.equals("commands")
                ? text.equals(value)
                : regex(text, any).matcher(value).matches();
    }

    private static Pattern regex(String glob, String any) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            parts.add(c == '*' ? any + "*" : c == '?' ? any : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(String.join("", parts));
    }
}
