package io.noderax.agent;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.containment.Containment;
import io.noderax.agent.containment.LimitsNotHeld;
import io.noderax.agent.containment.TaskLimits;
import io.noderax.agent.controlplane.AgentCalls;
import io.noderax.agent.controlplane.Api;
import io.noderax.agent.controlplane.CurrentIdentity;
import io.noderax.agent.controlplane.OutsideCall;
import io.noderax.agent.controlplane.ProxyEnvironment;
import io.noderax.agent.controlplane.ServerExtensions;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.identity.Machine;
import io.noderax.agent.location.CloudMetadata;
import io.noderax.agent.location.Location;
import io.noderax.agent.location.LocationSource;
import io.noderax.agent.location.PublicAddress;
import io.noderax.agent.loops.AgentThread;
import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.policy.NodePolicy;
import io.noderax.agent.realtime.RealtimeLoop;
import io.noderax.agent.realtime.RealtimeSettings;
import io.noderax.agent.realtime.RealtimeState;
import io.noderax.agent.root.BrokerAddress;
import io.noderax.agent.rootaccess.RootAccess;
import io.noderax.agent.telemetry.Telemetry;
import io.noderax.agent.terminal.ShellStart;
import io.noderax.agent.terminal.TerminalGate;
import io.noderax.agent.terminal.TerminalLimits;
import io.noderax.agent.terminal.TerminalSessions;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.OwnUser;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.Pty;
import io.noderax.linux.PtyMode;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.TerminationLoop;
import io.noderax.linux.WindowSize;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeLocation;
import io.noderax.protocol.rootaccess.DesiredRootAccess;
import io.noderax.protocol.session.AgentAuth;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.protocol.telemetry.AgentMetrics;
import io.noderax.protocol.telemetry.Measures;
import io.noderax.socketio.client.SocketConnector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The part of the agent that lives with its socket: the realtime session, and the terminals, which outlive one. */
final class Live {
    private final AgentConfig config;
    private final CurrentIdentity identity;
    private final RootAccess rootAccess;
    private final NodePolicy policy;
    private final Agent.Surroundings around;
    private final StopSignal stop = new StopSignal();
    private final RealtimeState state;
    private final TerminalSessions terminals;
    private final RealtimeLoop loop;
    private final Machine machine;
    private final Telemetry telemetry;
    private final Location location;

    /** What says who may do what here. */
    record Gates(RootAccess rootAccess, NodePolicy policy) {}

    Live(
            AgentConfig config,
            CurrentIdentity identity,
            Gates gates,
            Api.Address address,
            ServerExtensions extensions,
            Agent.Surroundings around) {
        this.config = config;
        this.identity = identity;
        this.rootAccess = gates.rootAccess();
        this.policy = gates.policy();
        this.around = around;
        this.machine = Machine.read(around.root());
        this.state = new RealtimeState(around.clock());
        this.terminals = terminals();
        rootAccess.whenClosed(this::surfaceClosed);
        this.telemetry = new Telemetry(around.root(), System::nanoTime);
        this.location = location(address);
        this.loop = new RealtimeLoop(
                settings(address),
                this::auth,
                new RealtimeLoop.Links(this::wished, new TerminalEvents(terminals, around.log()), this::reading),
                state,
                extensions::reconnectWindow,
                around.random(),
                stop,
                around.log());
    }

    /** Connects, when the gate lets it, unless the settings say that there is no realtime session. */
    void start(UnaryOperator<Runnable> gate) {
        if (config.realtimeEnabled()) {
            AgentThread.start("realtime", gate.apply(loop));
        }
    }

    /** Ends terminals and session; blocks until the shells are gone, for some seconds at most. */
    void close() {
        terminals.close();
        stop.stop();
        loop.close();
    }

    RealtimeState state() {
        return state;
    }

    int terminalCount() {
        return terminals.count();
    }

    /** A root shell does not outlive the permission to have one. */
    private void surfaceClosed(String surface) {
        if (surface.equals("terminal")) {
            terminals.stopRoot("root-access-closed");
        }
    }

    private TerminalSessions terminals() {
        ProcessTable processes = new ProcessTable(around.root().resolve("proc"));
        Containment containment = new Containment(around.root(), processes, around.log());
        return new TerminalSessions(
                new ShellStart(
                        (name, command, mode, size) -> launched(containment, name, command, mode, size),
                        OwnUser.isRoot() ? null : new BrokerAddress(config.rootBrokerSocket()),
                        around.environment(),
                        System.getProperty("user.home", "/"),
                        around.log()),
                new TerminationLoop(processes),
                TerminalLimits.NORMAL,
                TerminalGate.of(policy::terminalRefusal, TerminalGate.rootUnless(() -> rootAccess.refusal("terminal"))),
                around.clock(),
                around.log());
    }

    /** A terminal has no limits, so none can fail to be held. */
    private static ShellStart.Launched launched(
            Containment containment, String name, ChildCommand command, PtyMode mode, WindowSize size)
            throws SpawnFailed {
        try {
            Containment.Started<Pty> started =
                    containment.start(name, TaskLimits.NONE, _ -> {}, spawner -> spawner.spawn(command, mode, size));
            return new ShellStart.Launched(started.child(), started.group());
        } catch (LimitsNotHeld e) {
            throw new IllegalStateException(e);
        }
    }

    private RealtimeSettings settings(Api.Address address) {
        AgentConfig.Realtime realtime = config.realtime();
        return new RealtimeSettings(
                RealtimeSettings.endpoint(address.url(), realtime.path()),
                realtime.namespace(),
                Map.of(
                        WireHeaders.CAPABILITIES,
                        AgentCalls.capabilities(config.maxParallelTasks()),
                        "User-Agent",
                        address.userAgent()),
                new SocketConnector(
                        address.tls(), address.proxies().routeTo(address.url()).tunnel()),
                config.requestTimeout(),
                realtime.pingInterval(),
                realtime.metricsInterval(),
                realtime.queueSize(),
                realtime.jitter());
    }

    private Location location(Api.Address address) {
        NodeLocation manual = config.manualLocation();
        List<LocationSource> sources = new ArrayList<>();
        if (manual != null) {
            sources.add(() -> manual);
        }
        sources.add(new CloudMetadata(
                new OutsideCall(new ProxyEnvironment(Map.of()), address.userAgent()), CloudMetadata.LINK_LOCAL));
        if (config.looksUpPublicAddress()) {
            OutsideCall outside = new OutsideCall(address.proxies(), address.userAgent());
            sources.add(new PublicAddress(outside, PublicAddress.IPINFO, config.ipinfoToken()));
        }
        return new Location(sources, around.random(), stop, around.log());
    }

    private AgentAuth auth(Set<String> extensions) {
        Identity now = identity.get();
        boolean wanted = extensions.contains(WireHeaders.EXT_NODE_LOCATION);
        return new AgentAuth(
                now.nodeId(),
                now.token(),
                AgentVersion.current().version(),
                machine.platformVersion(),
                machine.kernelVersion(),
                rootAccess.report(),
                wanted ? location.ask(loop::introduceAgain) : null);
    }

    /** Null towards a reference server when a measure that it requires cannot be taken. */
    private @Nullable AgentMetrics reading(boolean extended) {
        Identity now = identity.get();
        Measures measures = telemetry.sample().measuresFor(extended);
        if (measures == null) {
            return null;
        }
        return new AgentMetrics(
                now.nodeId(),
                now.token(),
                AgentVersion.current().version(),
                around.clock().instant(),
                measures);
    }

    /** Why measures are missing; empty when none is. */
    List<String> telemetryFailures() {
        return telemetry.failures();
    }

    private void wished(JsonObject wish) {
        try {
            rootAccess.desire(Fields.read(wish, Fields.Unknown.IGNORED, DesiredRootAccess::read)
                    .profile());
        } catch (InvalidFields e) {
            around.log().warn("wish for a root access profile ignored", "error", e);
        }
    }
}
