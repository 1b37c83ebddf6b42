package io.noderax.agent.cli;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.config.BadConfig;
import io.noderax.agent.config.ConfigFile;
import io.noderax.agent.config.ConfigKey;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.agent.service.HostTools;
import io.noderax.agent.service.Image;
import io.noderax.agent.service.Layout;
import io.noderax.agent.service.Setup;
import io.noderax.agent.service.SetupFailed;
import io.noderax.linux.OwnUser;
import io.noderax.protocol.id.BootstrapToken;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code install}: makes a service of the packed agent that it runs from, joins by token or by approval, and starts. Over an installation
 * that is there it is an upgrade: settings and identity stay. Given again after it was killed, it finishes.
 */
final class InstallCommand {
    private final Layout layout = Layout.SYSTEM;
    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Terminal terminal;
    private final Questions questions;

    InstallCommand(Map<String, String> environment, Path workingDirectory, Terminal terminal) {
        this.environment = surroundings(environment, layout.config());
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
        this.questions = new Questions(terminal);
    }

    int run(InstallOptions options) {
        if (!OwnUser.isRoot()) {
            terminal.err().println("noderax-agent: install has to be run as root");
            return AgentCli.FAILED;
        }
        Setup setup = new Setup(layout, HostTools.ofThisMachine(), this::say);
        setup.place(Image.ofThisProcess(), AgentVersion.current().version());
        BootstrapToken token = options.token();
        InstallReport report = token == null ? null : new InstallReport(token, environment, workingDirectory, terminal);
        try {
            int joined = join(options);
            setup.handOver();
            if (joined == AgentCli.OK) {
                setup.start();
                tell(report, null);
                say("started: the agent runs as a service; `noderax-agent status` tells how it is");
            }
            return joined;
        } catch (SetupFailed e) {
            tell(report, e);
            throw e;
        }
    }

    private int join(InstallOptions options) {
        BootstrapToken token = options.token();
        String url = options.apiUrl();
        if (token != null && url != null) {
            return new BootstrapCommand(environment, workingDirectory, terminal)
                    .run(new BootstrapOptions(
                            url, token, null, layout.identity().toString(), options.logLevel()));
        }
        Identity known = known();
        if (known != null) {
            say("kept: identity of node " + known.nodeId());
            return AgentCli.OK;
        }
        if (!options.asks()) {
            terminal.err()
                    .println(
                            "noderax-agent: this machine is not enrolled: without questions install needs --api-url and"
                                    + " --bootstrap-token");
            return AgentCli.USAGE;
        }
        settle(options);
        String email = options.email();
        return new EnrollCommand(environment, workingDirectory, terminal)
                .run(email == null ? questions.ask("E-mail of the person who approves", null) : email);
    }

    private @Nullable Identity known() {
        AgentConfig config = AgentConfig.load(environment, workingDirectory);
        return IdentityStore.of(config).load();
    }

    /** Asks for what is not told and writes it down. */
    private void settle(InstallOptions options) {
        ConfigFile file = new ConfigFile(layout.config());
        AgentConfig before = AgentConfig.of(file.read(), environment);
        set(file, ConfigKey.API_URL, options.apiUrl(), "Address of the control plane", before);
        set(file, ConfigKey.LOG_LEVEL, options.logLevel(), "Log level (debug, info, warn, error)", before);
        file.set(ConfigKey.STATE_FILE, layout.identity().toString());
    }

    private void set(ConfigFile file, ConfigKey key, @Nullable String told, String question, AgentConfig before) {
        if (told != null) {
            file.set(key, key.check(told, "command line"));
            return;
        }
        while (true) {
            String answer = questions.ask(question, before.text(key));
            try {
                file.set(key, key.check(answer, "answer"));
                return;
            } catch (BadConfig e) {
                terminal.err().println("noderax-agent: " + e.getMessage());
            }
        }
    }

    private static void tell(@Nullable InstallReport report, @Nullable SetupFailed failure) {
        if (report != null && failure == null) {
            report.started();
        } else if (report != null) {
            report.failed();
        }
    }

    /** The installed agent's settings, whatever the environment of this process says. */
    private static Map<String, String> surroundings(Map<String, String> environment, Path config) {
        Map<String, String> surroundings = new HashMap<>(environment);
        for (ConfigKey key : ConfigKey.values()) {
            key.environment().forEach(surroundings::remove);
        }
        surroundings.put("NODERAX_CONFIG_FILE", config.toString());
        return surroundings;
    }

    private void say(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }
}
