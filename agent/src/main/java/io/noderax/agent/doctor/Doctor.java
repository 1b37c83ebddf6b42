package io.noderax.agent.doctor;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.controlplane.Api;
import io.noderax.agent.packages.PackageLook;
import io.noderax.agent.packages.PackageMachine;
import io.noderax.agent.policy.NodePolicy;
import io.noderax.agent.realtime.RealtimeSettings;
import io.noderax.linux.OwnUser;
import io.noderax.linux.ProcessTable;
import io.noderax.protocol.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts together what is looked at on one machine. */
public final class Doctor {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Doctor() {}

    /**
     * The agent and where it lives.
     *
     * @param root {@code /}, or a folder of that shape
     * @param configFile null when there is none
     * @param broken why settings cannot be used, so that their defaults stand in for all of them; null when they can
     * @param address the way to the control plane; null when the settings name none, which is a result too
     * @param status what the agent says of itself
     */
    public record Patient(
            AgentConfig config,
            @Nullable Path configFile,
            @Nullable String broken,
            Path root,
            Map<String, String> environment,
            Api.@Nullable Address address,
            Supplier<JsonObject> status,
            Clock clock) {}

    /** Looks at everything; blocks for some seconds at most. */
    public static Examination examine(Patient patient) {
        List<Check> checks = new ArrayList<>(files(patient).all());
        Api.Address address = patient.address();
        String broken = patient.broken();
        if (broken != null) {
            checks.addFirst(new Check("settings", name -> CheckResult.failed(name, broken, "mend that setting")));
        }
        if (address == null && broken == null) {
            checks.add(new Check(
                    "api",
                    name -> CheckResult.failed(
                            name,
                            "api_url is not set",
                            "give the address of the control plane: config set api_url URL")));
        }
        if (address != null) {
            URI sockets = RealtimeSettings.endpoint(
                    address.url(), patient.config().realtime().path());
            checks.addAll(new ServerChecks(address, sockets, patient.clock()).all());
        }
        checks.addAll(machine(patient).all());
        return Examination.of(checks, LIMIT);
    }

    private static FileChecks files(Patient patient) {
        NodePolicy policy = NodePolicy.below(patient.root(), OwnUser.isRoot(), patient.clock());
        return new FileChecks(patient.config(), patient.configFile(), patient.root(), policy, patient.status());
    }

    private static MachineChecks machine(Patient patient) {
        ProcessTable processes = new ProcessTable(patient.root().resolve("proc"));
        String path = patient.environment().getOrDefault("PATH", "/usr/bin:/bin");
        List<Path> programs = new ArrayList<>();
        for (String folder : path.split(":", -1)) {
            programs.add(Path.of(folder));
        }
        PackageMachine packages = new PackageMachine(patient.root(), processes, patient.environment(), "/");
        return new MachineChecks(patient.root(), programs, new PackageLook(packages));
    }
}
