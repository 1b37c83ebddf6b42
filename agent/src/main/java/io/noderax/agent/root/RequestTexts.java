package io.noderax.agent.root;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** The texts of a request, which become arguments of system calls. */
final class RequestTexts {
    private static final int LONGEST_PATH = 4096;

    private RequestTexts() {}

    /** An absolute path. */
    static String path(Fields fields, String name) {
        String path = withoutNul(name, fields.text(name, 1, LONGEST_PATH));
        if (!path.isEmpty() && path.charAt(0) != '/') {
            throw new IllegalArgumentException(name + " must be an absolute path (got " + path + ")");
        }
        return path;
    }

    static String text(Fields fields, String name) {
        return withoutNul(name, fields.text(name, 1, BrokerRequest.LONGEST_LINE));
    }

    static Map<String, String> environment(Fields fields) {
        JsonObject variables = fields.optionalObject("environment");
        Map<String, String> environment = new HashMap<>();
        if (variables != null) {
            variables.forEach((name, value) -> {
                if (name.isEmpty() || name.indexOf('=') >= 0 || !(value instanceof String text)) {
                    throw new IllegalArgumentException("environment must hold texts under names without '='");
                }
                environment.put(withoutNul("environment", name), withoutNul("environment", text));
            });
        }
        return environment;
    }

    static JsonObject json(Map<String, String> environment) {
        JsonObject.Builder variables = JsonObject.builder();
        environment.forEach(variables::put);
        return variables.build();
    }

    private static String withoutNul(String name, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " must not hold a NUL character");
        }
        return text;
    }
}
