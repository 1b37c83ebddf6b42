package io.noderax.agent.packages;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.operations.OperationalCommand;
import io.noderax.agent.tasks.BrokenPayload;
import io.noderax.agent.tasks.Plan;
import io.noderax.agent.tasks.Privilege;
import io.noderax.agent.tasks.TaskDoctor;
import io.noderax.agent.tasks.TaskEnvironment;
import io.noderax.agent.tasks.TaskKind;
import io.noderax.agent.tasks.TaskTimeout;
import io.noderax.linux.ChildCommand;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.packages.PackageName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tasks about packages, one kind for each operation. */
public final class PackageTasks implements TaskKind {
    private static final Duration LONGEST_QUERY = Duration.ofMinutes(2);

    private final PackageOperation operation;
    private final PackageMachine machine;
    private final TaskEnvironment environment;
    private final Duration standardTimeout;

    private PackageTasks(
            PackageOperation operation, PackageMachine machine, TaskEnvironment environment, Duration standardTimeout) {
        this.operation = operation;
        this.machine = machine;
        this.environment = environment;
        this.standardTimeout = standardTimeout;
    }

    /** By task type. */
    public static Map<String, TaskKind> kinds(
            PackageMachine machine, TaskEnvironment environment, Duration standardTimeout) {
        Map<String, TaskKind> kinds = new LinkedHashMap<>();
        for (PackageOperation operation : PackageOperation.values()) {
            kinds.put(operation.taskType(), new PackageTasks(operation, machine, environment, standardTimeout));
        }
        return kinds;
    }

    @Override
    public Plan plan(ClaimedTask task) throws BrokenPayload {
        PackageRequest request = new PackageRequest(task.payload());
        Duration named = TaskTimeout.of(request.members(), task.timeoutSeconds());
        PackageSystem system = machine.system();
        if (system == null) {
            return new Plan.Refused(
                    "no-package-system",
                    "none of the package systems that this agent knows is on this machine ("
                            + String.join(", ", PackageSystems.names()) + ")");
        }
        return operation.isReading() ? reading(system, request, named) : change(task, system, request, named);
    }

    private Plan reading(PackageSystem system, PackageRequest request, @Nullable Duration named) throws BrokenPayload {
        Duration timeout = named == null ? LONGEST_QUERY : named;
        return new Plan.Read(
                operation == PackageOperation.LIST
                        ? new PackageQuery(
                                machine.run(), system.name(), system.installed(), "packages", n -> n + " packages")
                        : new PackageQuery(
                                machine.run(),
                                system.name(),
                                List.of(system.search(request.words())),
                                "results",
                                n -> n + " packages found"),
                timeout);
    }

    private Plan change(ClaimedTask task, PackageSystem system, PackageRequest request, @Nullable Duration named)
            throws BrokenPayload {
        PackageOperation actual =
                operation == PackageOperation.REMOVE && request.purges() ? PackageOperation.PURGE : operation;
        Duration timeout = named == null ? standardTimeout : named;
        Duration lockWait = PackageDoctor.lockWait(timeout);
        List<PackageName> names = names(request);
        List<String> argv = system.change(actual, names, lockWait);
        if (argv == null) {
            return new Plan.Refused(
                    "not-supported",
                    "%s is not something that %s can do".formatted(operation.taskType(), system.name()));
        }
        OperationalCommand made = PackageOperations.command(system, argv, lockWait);
        ChildCommand command =
                new ChildCommand(made.argv(), environment.of(task.id(), task.attempt(), made.environment()), "/");
        JsonObject typed = PackageOperations.request(actual, names, lockWait);
        return new Plan.Run(command, timeout, Privilege.ROOT_OPERATIONAL, typed);
    }

    private List<PackageName> names(PackageRequest request) throws BrokenPayload {
        if (operation.needsNames()) {
            return request.someNames();
        }
        return operation == PackageOperation.UPGRADE ? request.names() : List.of();
    }

    @Override
    public @Nullable TaskDoctor doctor(@Nullable Duration timeout) {
        PackageSystem system = operation.isReading() ? null : machine.system();
        return system == null ? null : new PackageDoctor(system, machine, timeout);
    }
}
