package io.noderax.agent.cli;

import io.noderax.agent.Agent;
import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Api;
import io.noderax.agent.controlplane.InstallCalls;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.protocol.id.BootstrapToken;
import io.noderax.protocol.install.InstallProgress;
import io.noderax.protocol.install.InstallStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whoever watches the installation how it ended; nothing depends on it. */
final class InstallReport {
    private final BootstrapToken token;
    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Terminal terminal;

    InstallReport(BootstrapToken token, Map<String, String> environment, Path workingDirectory, Terminal terminal) {
        this.token = token;
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
    }

    void started() {
        tell("service_started", InstallStatus.COMPLETED, 100L, "The agent runs as a service");
    }

    void failed() {
        tell(
                "failed",
                InstallStatus.FAILED,
                null,
                "The service could not be set up on the machine; its terminal says why");
    }

    private void tell(String stage, InstallStatus status, @Nullable Long percent, String words) {
        AgentConfig config = AgentConfig.load(environment, workingDirectory);
        AgentVersion version = AgentVersion.current();
        Api api = new Api(Agent.address(config, environment, version), config.requestTimeout(), Clock.systemUTC());
        if (new InstallCalls(api).report(new InstallProgress(token, stage, status, percent, words))
                instanceof Answer.Failure<?> failure) {
            terminal.err()
                    .println("noderax-agent: the control plane could not be told how the installation ended: "
                            + failure.sentence());
        }
    }
}
