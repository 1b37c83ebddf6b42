package io.noderax.system;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Bodies that a route does not expect: nearly right ones, wrong ones, broken ones. For one request. */
final class WildJson {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\0",
            "a\0b",
            "null",
            "\uD800",
            "\uDFFF x",
            "é",
            "\u202E\u0007\u001B[31m",
            "' or 1=1 --",
            "%s%n%x",
            "../../etc/passwd",
            "{{7*7}}",
            "${jndi:x}",
            "<script>",
            "2026-02-30T25:61:61Z",
            "9999999-12-31",
            "-1",
            "1e9",
            "true",
            "NaN");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "1.5",
            "-0.0",
            "2147483648",
            "-9223372036854775809",
            "9223372036854775807",
            "123456789012345678901234567890",
            "1e5",
            "1e400",
            "-1e-400",
            "1e999999999",
            "1E2147483647",
            "0.1e-999999999");
    private static final List<String> BROKEN = List.of(
            "",
            "nul",
            "NaN",
            "Infinity",
            "01",
            "+1",
            "'a'",
            "\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "[",
            "{",
            "[1,]",
            "{\"a\"}",
            "/*c*/1");

    private final Random random;
    private final FuzzWorld world;

    WildJson(Random random, FuzzWorld world) {
        this.random = random;
        this.world = world;
    }

    byte[] body(ApiRoute route) {
        int kind = random.nextInt(100);
        if (kind < 15) {
            return bytes(print(valid(route)));
        }
        if (kind < 65) {
            return bytes(print(mutated(valid(route))));
        }
        if (kind < 75) {
            return damaged(bytes(print(valid(route))));
        }
        if (kind < 80) {
            return random(random.nextInt(200));
        }
        if (kind < 90) {
            return bytes(value(0));
        }
        if (kind < 93) {
            int depth = 1 << random.nextInt(15);
            return bytes((random.nextBoolean() ? "[" : "{\"a\":").repeat(depth));
        }
        return kind < 97 ? new byte[0] : bytes(print(large(valid(route))));
    }

    /** A text that may be anything. */
    String text() {
        return switch (random.nextInt(6)) {
            case 0 -> world.id(random);
            case 1 -> "x".repeat(1 << random.nextInt(14));
            case 2 -> new String(random(20), StandardCharsets.ISO_8859_1);
            default -> TEXTS.get(random.nextInt(TEXTS.size()));
        };
    }

    private Map<String, String> valid(ApiRoute route) {
        Map<String, String> members = new LinkedHashMap<>();
        route.body().forEach((name, schema) -> {
            if (random.nextInt(4) > 0 || name.equals("nodeId") || name.equals("type")) {
                members.put(name, fitting(name, (JsonObject) schema));
            }
        });
        return members;
    }

    private String fitting(String name, JsonObject schema) {
        List<?> choices = schema.list("enum");
        if (!choices.isEmpty()) {
            return Json.print(choices.get(random.nextInt(choices.size())));
        }
        return switch (String.valueOf(schema.text("type"))) {
            case "integer", "number" -> name.equals("waitMs") ? "0" : Integer.toString(random.nextInt(1000));
            case "boolean" -> Boolean.toString(random.nextBoolean());
            case "object" -> name.equals("payload") ? "{\"command\":\"true\"}" : "{}";
            case "array" -> name.equals("nodeIds") ? "[\"" + world.nodeId() + "\"]" : "[]";
            default -> Json.print(fittingText(name, schema));
        };
    }

    private String fittingText(String name, JsonObject schema) {
        return switch (name) {
            case "type" -> "shell.exec";
            case "agentToken" -> world.agentToken();
            case "email" -> ServerProcess.EMAIL;
            case "nodeId" -> world.nodeId();
            case "stream" -> random.nextBoolean() ? "stdout" : "stderr";
            default ->
                "uuid".equals(schema.text("format"))
                        ? world.id(random)
                        : "date-time".equals(schema.text("format"))
                                ? "2026-11-24T10:00:00.000Z"
                                : "fuzz-" + random.nextInt(1_000_000);
        };
    }

    private Map<String, String> mutated(Map<String, String> members) {
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            List<String> names = new ArrayList<>(members.keySet());
            String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
            switch (random.nextInt(6)) {
                case 0 -> members.remove(name);
                case 1 -> members.put(text(), value(0));
                default -> members.put(name, value(0));
            }
        }
        return members;
    }

    private Map<String, String> large(Map<String, String> members) {
        List<String> names = new ArrayList<>(members.keySet());
        String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
        members.put(name, Json.print("\u00e9a".repeat(1 << (10 + random.nextInt(8)))));
        return members;
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 9)) {
            case 0 -> "null";
            case 1 -> Boolean.toString(random.nextBoolean());
            case 2 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 3, 4 -> quoted(text());
            case 5 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
            case 6 -> "{" + quoted(text()) + ":" + value(depth + 1) + "}";
            case 7 -> "\"" + UUID.nameUUIDFromBytes(random(4)) + "\"";
            default -> random.nextInt(4) == 0 ? BROKEN.get(random.nextInt(BROKEN.size())) : "{}";
        };
    }

    /** Lone surrogates as escapes: as bytes they would be no UTF-8. */
    private String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private String print(Map<String, String> members) {
        StringBuilder text = new StringBuilder("{");
        members.forEach((name, value) -> text.append(text.length() == 1 ? "" : ",")
                .append(quoted(name))
                .append(':')
                .append(value));
        return text.append('}').toString();
    }

    private byte[] damaged(byte[] bytes) {
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        int at = random.nextInt(bytes.length);
        damaged.write(bytes, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> damaged.write(random.nextInt(256));
            case 1 -> damaged.writeBytes(random(1 + random.nextInt(8)));
            case 2 -> damaged.write(bytes, 0, bytes.length);
            default -> {
                return damaged.toByteArray();
            }
        }
        damaged.write(bytes, at, bytes.length - at);
        return damaged.toByteArray();
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
