package io.noderax.agent.cli;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.agent.service.HostTools;
import io.noderax.agent.service.Image;
import io.noderax.agent.service.Layout;
import io.noderax.agent.service.Removal;
import io.noderax.agent.service.Setup;
import io.noderax.agent.service.SetupFailed;
import io.noderax.agent.service.Systemd;
import io.noderax.agent.service.UnitState;
import io.noderax.agent.service.Units;
import io.noderax.agent.status.Problem;
import io.noderax.linux.OwnUser;
import io.noderax.protocol.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** {@code start}, {@code stop}, {@code restart}, {@code uninstall}, and what packages call: all as root, on this machine's service. */
final class ServiceCommand {
    private final HostTools tools = HostTools.ofThisMachine();
    private final Systemd systemd = new Systemd(tools);
    private final Terminal terminal;

    ServiceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    int start() {
        return installed("start", () -> {
            requireIdentity();
            systemd.start(List.of(Units.AGENT));
        });
    }

    int stop() {
        return installed("stop", () -> systemd.stop(List.of(Units.AGENT)));
    }

    int restart() {
        return installed("restart", () -> {
            requireIdentity();
            systemd.restart(List.of(Units.AGENT));
        });
    }

    int uninstall(boolean keepState) {
        return asRoot("uninstall", () -> {
            Removal removal = new Removal(Layout.SYSTEM, tools, this::say);
            removal.removeService();
            removal.removeFiles(keepState);
            return AgentCli.OK;
        });
    }

    /** User, folders, links and units for the image that this process runs from; starts the agent if it has an identity. */
    int setUp() {
        return asRoot("setup-service", () -> {
            Setup setup = new Setup(Layout.SYSTEM, tools, this::say);
            setup.place(Image.ofThisProcess(), AgentVersion.current().version());
            setup.handOver();
            if (hasIdentity()) {
                setup.start();
                say("started: " + Units.AGENT);
            } else {
                say("not started: this machine is not enrolled; run `noderax-agent install`");
            }
            return AgentCli.OK;
        });
    }

    /** The other way round, without user, settings and state. */
    int tearDown() {
        return asRoot("remove-service", () -> {
            new Removal(Layout.SYSTEM, tools, this::say).removeService();
            return AgentCli.OK;
        });
    }

    private int installed(String verb, Runnable work) {
        return asRoot(verb, () -> {
            if (UnitState.of(tools) == null) {
                terminal.err()
                        .println(
                                "noderax-agent: the agent is not installed as a service here; run `noderax-agent install`");
                return AgentCli.FAILED;
            }
            try {
                work.run();
            } catch (SetupFailed e) {
                terminal.err().println("noderax-agent: " + e.getMessage());
                tellProblem();
                return AgentCli.FAILED;
            }
            tellState();
            return AgentCli.OK;
        });
    }

    private int asRoot(String verb, IntSupplier work) {
        if (!OwnUser.isRoot()) {
            terminal.err().println("noderax-agent: " + verb + " has to be run as root");
            return AgentCli.FAILED;
        }
        return work.getAsInt();
    }

    private void tellState() {
        UnitState state = UnitState.of(tools);
        if (state != null) {
            JsonObject now = state.toJson();
            say(Units.AGENT + " is " + now.text("active") + " (" + now.text("detail") + ") since " + now.text("since"));
        }
    }

    private void tellProblem() {
        UnitState state = UnitState.of(tools);
        Problem problem = state == null ? null : state.problem();
        if (problem != null) {
            terminal.err().println(problem.message() + "\n  -> " + problem.advice());
        }
        String last = systemd.lastWords(Units.AGENT);
        if (!last.isEmpty()) {
            terminal.err().println("  its last words: " + last);
        }
    }

    private void requireIdentity() {
        if (!hasIdentity()) {
            throw new SetupFailed("this machine is not enrolled; run `noderax-agent install`");
        }
    }

    private boolean hasIdentity() {
        Map<String, String> installed =
                Map.of("NODERAX_CONFIG_FILE", Layout.SYSTEM.config().toString());
        AgentConfig config = AgentConfig.load(installed, Path.of("/"));
        return IdentityStore.of(config).load() != null;
    }

    private void say(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }
}
