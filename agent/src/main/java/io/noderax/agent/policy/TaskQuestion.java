package io.noderax.agent.policy;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.packages.PackageName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a task asks for, read from a payload that a hostile server may have made: on any doubt whether something runs as root or which
 * package it is about, the answer is the one that rules are stricter on.
 */
final class TaskQuestion {
    private static final String SHELL = "shell.exec";
    private static final String SCAN = "log.scan";
    private static final String PACKAGE = "package";
    private static final Set<String> READ_ONLY = Set.of("packageList", "packageSearch");
    private static final Set<String> CHANGES =
            Set.of("packageInstall", "packageRemove", "packagePurge", "packageUpgrade");
    private static final String STANDARD_SHELL = "/bin/sh";

    private TaskQuestion() {}

    /** @param agentIsRoot then nothing runs as anybody else */
    static Asked of(String type, @Nullable Object payload, boolean agentIsRoot) {
        JsonObject members = payload instanceof JsonObject object ? object : JsonObject.EMPTY;
        Asked.Builder asked = Asked.of(Kind.TASKS, type);
        if (type.equals(SHELL)) {
            asked.with(Kind.COMMANDS, text(members.get("command")));
            extras(members, asked);
        }
        if (type.equals(SCAN)) {
            asked.with(Kind.LOGS, text(members.get("sourcePresetId")));
        }
        if (CHANGES.contains(type)) {
            asked.with(Kind.PACKAGES, packages(members));
        }
        String surface = surface(type, members);
        return asked.as(surface != null || agentIsRoot ? "root" : "agent", surface)
                .build();
    }

    private static @Nullable String surface(String type, JsonObject members) {
        Object root = members.get("runAsRoot");
        boolean changesPackages = type.startsWith(PACKAGE) && !READ_ONLY.contains(type);
        if (!changesPackages && (root == null || Boolean.FALSE.equals(root))) {
            return null;
        }
        boolean operational = changesPackages || type.equals(SCAN) || "operational".equals(members.get("rootScope"));
        return operational ? RootSurfaces.OPERATIONAL : RootSurfaces.TASK;
    }

    /** What makes another command of the same text. */
    private static void extras(JsonObject members, Asked.Builder asked) {
        Object shell = members.get("shell");
        if (shell != null && !(shell instanceof String text && (text.isBlank() || text.equals(STANDARD_SHELL)))) {
            asked.extra("shell");
        }
        Object environment = members.get("environment");
        if (environment != null && !(environment instanceof JsonObject object && object.isEmpty())) {
            asked.extra("environment");
        }
        Object directory = members.get("working_dir");
        if (directory != null && !directory.equals("")) {
            asked.extra("working_dir");
        }
    }

    /** None when any of them is no text. */
    private static List<String> packages(JsonObject members) {
        List<Object> named = new ArrayList<>();
        for (String list : List.of("names", "packages")) {
            if (members.get(list) instanceof List<?> values) {
                named.addAll(values);
            } else if (members.get(list) != null) {
                return List.of();
            }
        }
        if (members.get("package") != null) {
            named.add(members.get("package"));
        }
        List<String> names = new ArrayList<>();
        for (Object name : named) {
            Optional<PackageName> known = name instanceof String text ? PackageName.of(text) : Optional.empty();
            if (known.isEmpty()) {
                return List.of();
            }
            names.add(known.get().name());
        }
        return names;
    }

    private static List<String> text(@Nullable Object value) {
        return value instanceof String text ? List.of(text) : List.of();
    }
}
