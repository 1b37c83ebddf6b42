package io.noderax.agent.cli;

import io.noderax.agent.Agent;
import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.config.BadConfig;
import io.noderax.agent.config.ConfigFile;
import io.noderax.agent.config.ConfigKey;
import io.noderax.agent.controlplane.Api;
import io.noderax.agent.doctor.CheckResult;
import io.noderax.agent.doctor.Doctor;
import io.noderax.agent.doctor.Examination;
import io.noderax.agent.doctor.SupportBundle;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code doctor}: looks at everything around the agent, and packs it for somebody who cannot look. */
final class DoctorCommand {
    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Terminal terminal;

    DoctorCommand(Map<String, String> environment, Path workingDirectory, Terminal terminal) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
    }

    int run(boolean json) {
        Examination examination = Doctor.examine(patient());
        terminal.out().print(json ? examination.toJson() + "\n" : examination.words());
        terminal.out().flush();
        return code(examination);
    }

    int bundle(Path file) {
        Doctor.Patient patient = patient();
        Examination examination = Doctor.examine(patient);
        Path bundle = workingDirectory.resolve(file);
        try {
            for (String name : SupportBundle.write(bundle, patient, examination)) {
                terminal.out().println(name);
            }
        } catch (IOException e) {
            terminal.err().println("noderax-agent: the bundle cannot be written: " + e);
            return AgentCli.FAILED;
        }
        terminal.out().println("written, without secrets and readable for its owner alone: " + bundle);
        terminal.out().flush();
        return code(examination);
    }

    /** A warning is no trouble. */
    private static int code(Examination examination) {
        return examination.worst() == CheckResult.State.FAILED ? AgentCli.FAILED : AgentCli.OK;
    }

    private Doctor.Patient patient() {
        try {
            AgentConfig config = AgentConfig.load(environment, workingDirectory);
            return patient(config, address(config), null);
        } catch (BadConfig e) {
            return patient(AgentConfig.of(JsonObject.EMPTY, Map.of()), null, e.getMessage());
        }
    }

    private Doctor.Patient patient(AgentConfig config, Api.@Nullable Address address, @Nullable String broken) {
        ConfigFile file = ConfigFile.find(environment, workingDirectory);
        return new Doctor.Patient(
                config,
                file == null ? null : file.path(),
                broken,
                Path.of("/"),
                environment,
                address,
                () -> StatusCommand.report(config),
                Clock.systemUTC());
    }

    private Api.@Nullable Address address(AgentConfig config) {
        return config.text(ConfigKey.API_URL) == null
                ? null
                : Agent.address(config, environment, AgentVersion.current());
    }
}
