package io.noderax.agent.cli;

import io.noderax.agent.Agent;
import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.controlplane.Api;
import io.noderax.agent.controlplane.CurrentIdentity;
import io.noderax.agent.controlplane.UpdateCalls;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.agent.identity.BrokenState;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.update.UpdateRefused;
import io.noderax.agent.update.UpdateRequest;
import io.noderax.agent.update.UpdaterAddress;
import io.noderax.agent.updater.UpdaterProcess;
import io.noderax.agent.words.AgentCommand;
import io.noderax.linux.OwnUser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * {@code update}: another version of the agent, by hand; and {@code updater}: the process that a service manager starts for requests
 * of the agent, and after a reboot in the middle of an update.
 */
final class UpdateCommand {
    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Terminal terminal;
    private final Runnable endNow;

    UpdateCommand(Map<String, String> environment, Path workingDirectory, Terminal terminal, Runnable endNow) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
        this.endNow = endNow;
    }

    /** Root does it; anybody else asks the updater, as the agent does. */
    int update(UpdateRequest request, UpdaterOptions options) {
        try {
            AgentConfig config = AgentConfig.load(environment, workingDirectory);
            if (!OwnUser.isRoot()) {
                new UpdaterAddress(config.updaterSocket()).ask(request);
                return say("handed over to the updater of this machine");
            }
            String failure = process(config, options).run(request);
            return failure == null
                    ? say("version " + request.targetVersion() + " runs and has proven itself")
                    : fail(failure);
        } catch (UpdateRefused e) {
            return fail(e.reason());
        } catch (IOException e) {
            return fail(String.valueOf(e.getMessage()));
        }
    }

    /** Serves at the socket of the service manager, or at one of its own; without either it finishes what was left. */
    int updater(UpdaterOptions options) {
        if (!OwnUser.isRoot()) {
            return fail("updater has to be started as root");
        }
        try {
            UpdaterProcess process = process(AgentConfig.load(environment, workingDirectory), options);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "stop"));
            return serve(process, options);
        } catch (UpdateRefused e) {
            return fail(e.reason());
        } catch (IOException e) {
            return fail(String.valueOf(e.getMessage()));
        }
    }

    private int serve(UpdaterProcess process, UpdaterOptions options) throws IOException, UpdateRefused {
        Path socket = options.socket();
        if (HandedSocket.isThere(environment)) {
            process.serveInherited();
            return AgentCli.OK;
        }
        if (socket != null) {
            process.serve(socket, options.user());
            return AgentCli.OK;
        }
        String failure = process.run(null);
        return failure == null ? AgentCli.OK : fail(failure);
    }

    private UpdaterProcess process(AgentConfig config, UpdaterOptions options) {
        Clock clock = Clock.systemUTC();
        AgentVersion version = AgentVersion.current();
        IdentityStore identities = IdentityStore.of(config);
        Identity identity = identities.load();
        if (identity == null) {
            throw new BrokenState("this machine is not enrolled (no state file " + identities.file() + "); run `"
                    + AgentCommand.NAME + " enroll`");
        }
        Api api = new Api(Agent.address(config, environment, version), config.requestTimeout(), clock);
        UpdateCalls calls = new UpdateCalls(api, new CurrentIdentity(identities, identity));
        return new UpdaterProcess(
                options.settings(identities.file()), calls, new EventLog(terminal.err(), config.logLevel(), clock));
    }

    private void stop(UpdaterProcess process) {
        process.stop();
        terminal.err().flush();
        endNow.run();
    }

    private int say(String sentence) {
        terminal.out().println("noderax-agent: " + sentence);
        terminal.out().flush();
        return AgentCli.OK;
    }

    private int fail(String sentence) {
        terminal.err().println("noderax-agent: " + sentence);
        return AgentCli.FAILED;
    }
}
