package io.noderax.agent.packages;

import io.noderax.agent.operations.OperationalCommand;
import io.noderax.agent.operations.OperationalCommands;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.packages.PackageName;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Changes of packages as typed requests: <code>{"operation": "packageInstall", "names": ["nano"], "lockWaitSeconds": 450}</code>. Where
 * one is run as root, the command is made anew from it, and every name is looked at again.
 */
public final class PackageOperations implements OperationalCommands {
    private static final String OPERATION = "operation";
    private static final String NAMES = "names";
    private static final String LOCK_WAIT = "lockWaitSeconds";
    private static final int LONGEST_LOCK_WAIT = 600;

    private static final Map<String, PackageOperation> CHANGES = Arrays.stream(PackageOperation.values())
            .filter(operation -> !operation.isReading())
            .collect(Collectors.toUnmodifiableMap(PackageOperation::taskType, Function.identity()));

    private final PackageMachine machine;

    public PackageOperations(PackageMachine machine) {
        this.machine = machine;
    }

    /** Whether the request is one for a change of packages, well made or not. */
    public static boolean isMeant(JsonObject request) {
        return CHANGES.containsKey(String.valueOf(request.text(OPERATION)));
    }

    static JsonObject request(PackageOperation operation, List<PackageName> names, Duration lockWait) {
        return JsonObject.builder()
                .put(OPERATION, operation.taskType())
                .put(NAMES, names.stream().map(PackageName::text).toList())
                .put(LOCK_WAIT, lockWait.toSeconds())
                .build();
    }

    /** What is run, with the variables that it needs where it runs. */
    static OperationalCommand command(PackageSystem system, List<String> argv, Duration lockWait) {
        Map<String, String> variables = new HashMap<>(PackageMachine.PLAIN_WORDS);
        variables.putAll(Map.of("HOME", "/root", "USER", "root", "LOGNAME", "root"));
        variables.putAll(system.environment(lockWait));
        return new OperationalCommand(argv, variables);
    }

    private record Request(PackageOperation operation, List<String> names, Duration lockWait) {
        static Request read(Fields fields) {
            return new Request(
                    fields.choice(OPERATION, CHANGES),
                    fields.optionalTexts(NAMES),
                    Duration.ofSeconds(fields.integer(LOCK_WAIT, 1, LONGEST_LOCK_WAIT)));
        }
    }

    @Override
    public OperationalCommand of(JsonObject json) {
        Request request = Fields.read(json, Fields.Unknown.REFUSED, Request::read);
        PackageOperation operation = request.operation();
        List<PackageName> names = names(request.names());
        boolean named = !names.isEmpty();
        if (named != operation.needsNames() && !(named && operation == PackageOperation.UPGRADE)) {
            throw refused(
                    NAMES + (named ? " must be empty for " : " must have at least one for ") + operation.taskType());
        }
        PackageSystem system = machine.system();
        List<String> argv = system == null ? null : system.change(operation, names, request.lockWait());
        if (system == null || argv == null) {
            throw refused(operation.taskType() + " is not something that this machine can do");
        }
        return command(system, argv, request.lockWait());
    }

    private static List<PackageName> names(List<String> texts) {
        return texts.stream()
                .map(text -> PackageName.of(text).orElseThrow(() -> refused(PackageName.problem(NAMES, text))))
                .toList();
    }

    private static InvalidFields refused(String problem) {
        return new InvalidFields(List.of(problem));
    }
}
