package io.noderax.agent;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.config.BadConfig;
import io.noderax.agent.controlplane.AgentCalls;
import io.noderax.agent.controlplane.Api;
import io.noderax.agent.controlplane.Comeback;
import io.noderax.agent.controlplane.CurrentIdentity;
import io.noderax.agent.controlplane.Patience;
import io.noderax.agent.controlplane.ProxyEnvironment;
import io.noderax.agent.controlplane.ServerContact;
import io.noderax.agent.controlplane.ServerExtensions;
import io.noderax.agent.controlplane.Trouble;
import io.noderax.agent.controlplane.TrustedRoots;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.agent.identity.BrokenState;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.agent.identity.Machine;
import io.noderax.agent.identity.StateLock;
import io.noderax.agent.journal.Journal;
import io.noderax.agent.launcher.HolderLauncher;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.agent.loops.Pace;
import io.noderax.agent.loops.Pulse;
import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.policy.NodePolicy;
import io.noderax.agent.policy.PolicedWay;
import io.noderax.agent.presence.HeartbeatLoop;
import io.noderax.agent.root.BrokerAddress;
import io.noderax.agent.rootaccess.BrokeredRoot;
import io.noderax.agent.rootaccess.OwnRoot;
import io.noderax.agent.rootaccess.RootAccess;
import io.noderax.agent.rootaccess.RootAccessFile;
import io.noderax.agent.rootaccess.WayToRoot;
import io.noderax.agent.status.IdentityPart;
import io.noderax.agent.status.JournalPart;
import io.noderax.agent.status.PolicyPart;
import io.noderax.agent.status.ProcessPart;
import io.noderax.agent.status.RealtimePart;
import io.noderax.agent.status.RootAccessPart;
import io.noderax.agent.status.ServerPart;
import io.noderax.agent.status.StatusReport;
import io.noderax.agent.status.StatusSocket;
import io.noderax.agent.status.TasksPart;
import io.noderax.agent.status.TelemetryPart;
import io.noderax.agent.supervision.Supervisor;
import io.noderax.agent.supervision.WatchLoop;
import io.noderax.agent.tasks.Attempts;
import io.noderax.agent.tasks.ClaimLoop;
import io.noderax.agent.tasks.Slots;
import io.noderax.agent.tasks.TaskLauncher;
import io.noderax.agent.tasks.TaskParts;
import io.noderax.agent.words.AgentCommand;
import io.noderax.linux.OwnUser;
import io.noderax.linux.ProcessTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The running agent: builds every part, starts the loops, and stops them in order. */
public final class Agent implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /**
     * So long all else waits for the first heartbeat: its answer says what a claim may ask for, and its TLS session is what the
     * connections after it resume.
     */
    private static final Duration LONGEST_GREETING = Duration.ofSeconds(1);

    private final AgentConfig config;
    private final StateLock lock;
    private final EventLog log;
    private final StopSignal claims = new StopSignal();
    private final StopSignal deliveries = new StopSignal();
    private final StopSignal greeted = new StopSignal();
    private final StopSignal closed = new StopSignal();
    private final Api claimApi;
    private final Api api;
    private final Slots slots;
    private final Attempts attempts;
    private final Journal journal;
    private final Pulse claiming;
    private final Pulse presence;
    private final StatusReport report;
    private final StatusSocket status;
    private final TaskLauncher launcher;
    private final NodePolicy policy;
    private final RootAccess rootAccess;
    private final Live live;

    /**
     * The world around the agent; a test gives another one.
     *
     * @param root {@code /}, or a folder with {@code proc} and {@code etc} in it
     */
    public record Surroundings(
            Map<String, String> environment, Path root, Clock clock, RandomGenerator random, Pace pace, EventLog log) {}

    private Agent(AgentConfig config, Identity identity, IdentityStore store, StateLock lock, Surroundings around) {
        this.config = config;
        this.lock = lock;
        this.log = around.log();
        AgentVersion version = AgentVersion.current();
        CurrentIdentity current = new CurrentIdentity(store, identity);
        Api.Address address = address(config, around.environment(), version);
        ServerExtensions extensions = new ServerExtensions();
        ServerContact contact = new ServerContact(around.clock());
        this.claiming = pulse("claim");
        this.presence = pulse("heartbeat");
        this.claimApi = new Api(address, config.requestTimeout(), around.clock(), extensions, contact);
        this.api = new Api(address, config.requestTimeout(), around.clock(), extensions, contact);
        this.journal = Journal.open(config.journalDir(), config.journalQuota(), log, around.clock());
        this.launcher = launcher(config, around);
        this.policy = NodePolicy.below(around.root(), OwnUser.isRoot(), around.clock());
        this.rootAccess = rootAccess(around.clock());
        TaskParts parts = parts(new AgentCalls(api, current, extensions, config.maxParallelTasks()), around);
        this.slots = new Slots(config.maxParallelTasks());
        this.attempts = new Attempts(parts);
        ClaimLoop claimLoop = claimLoop(current, extensions, parts);
        this.live = new Live(config, current, new Live.Gates(rootAccess, policy), address, extensions, around);
        log.info("agent started", "version", version.version(), "nodeId", identity.nodeId(), "api", config.apiUrl());
        attempts.recover(slots);
        this.report = new StatusReport(List.of(
                new ProcessPart(around.clock().instant(), version),
                new ServerPart(config.apiUrl().toString(), contact, extensions),
                new IdentityPart(current::get, store.file()),
                new TasksPart(slots::used, slots.count(), claimLoop::isHeldBack),
                new JournalPart(config.journalDir(), journal::backlog),
                new RealtimePart(config.realtimeEnabled(), live.state(), live::terminalCount),
                new TelemetryPart(live::telemetryFailures),
                new RootAccessPart(rootAccess),
                new PolicyPart(policy)));
        this.status = StatusSocket.open(config.stateFile(), report, log);
        startLoops(claimLoop, heartbeat(parts.calls(), current, around));
    }

    private void startLoops(ClaimLoop claimLoop, HeartbeatLoop heartbeat) {
        AgentThread.start("heartbeat", heartbeat);
        AgentThread.start("claim", onceGreeted(claimLoop));
        live.start(this::onceGreeted);
    }

    private Runnable onceGreeted(Runnable loop) {
        return () -> {
            greeted.await(LONGEST_GREETING);
            if (!claims.isStopped()) {
                loop.run();
            }
        };
    }

    private ClaimLoop claimLoop(CurrentIdentity current, ServerExtensions extensions, TaskParts parts) {
        AgentCalls claimCalls = new AgentCalls(claimApi, current, extensions, config.maxParallelTasks());
        ClaimLoop.Asking asking =
                new ClaimLoop.Asking(claimCalls, config.taskPollInterval(), new Trouble("claiming", log), claiming);
        return new ClaimLoop(asking, slots, attempts, rootAccess, parts);
    }

    private RootAccess rootAccess(Clock clock) {
        WayToRoot way = new PolicedWay(way(config), policy);
        return new RootAccess(RootAccessFile.beside(config.stateFile()), way, clock, System::nanoTime, log);
    }

    private static WayToRoot way(AgentConfig config) {
        return OwnUser.isRoot()
                ? new OwnRoot()
                : new BrokeredRoot(new BrokerAddress(config.rootBrokerSocket()), OwnUser.name());
    }

    private HeartbeatLoop heartbeat(AgentCalls calls, CurrentIdentity current, Surroundings around) {
        return new HeartbeatLoop(
                calls,
                new HeartbeatLoop.Self(current, Machine.read(around.root()), AgentVersion.current(), presence),
                config.heartbeatInterval(),
                new Comeback(new Patience(around.pace(), around.random()), calls.extensions(), around.random()),
                new Trouble("heartbeat", log),
                around.clock(),
                claims,
                greeted,
                live.state()::isUp);
    }

    /** A late answer is no sign of a loop that hangs. */
    private Pulse pulse(String loop) {
        Duration margin = config.requestTimeout().multipliedBy(2).plusSeconds(60);
        return new Pulse(loop, margin, System::nanoTime);
    }

    /** Tells the service manager, if there is one, that this agent is ready, and from then on that it is alive. */
    public void watchedBy(Supervisor supervisor) {
        if (supervisor.isThere()) {
            supervisor.ready(report.line());
            WatchLoop loop = new WatchLoop(supervisor, List.of(claiming, presence), report::line, claims, log);
            AgentThread.start("watch", loop);
        }
    }

    private static TaskLauncher launcher(AgentConfig config, Surroundings around) {
        return new HolderLauncher(
                config.journalDir().toAbsolutePath(),
                config.journalQuota(),
                new ProcessTable(around.root().resolve("proc")),
                around.environment(),
                around.pace().grace(),
                around.log());
    }

    /**
     * Starts the agent; {@link #close} stops it.
     *
     * @throws BadConfig when a setting is missing or not allowed
     * @throws BrokenState when there is no usable identity, or another agent has it
     */
    public static Agent start(AgentConfig config, Surroundings around) {
        config.apiUrl();
        IdentityStore store = IdentityStore.of(config);
        Identity identity = store.load();
        if (identity == null) {
            throw new BrokenState("this machine is not enrolled (no state file " + store.file() + "); run `"
                    + AgentCommand.NAME + " enroll`");
        }
        StateLock lock = StateLock.take(store.file());
        try {
            return new Agent(config, identity, store, lock, around);
        } catch (RuntimeException e) {
            close(lock, around.log());
            throw e;
        }
    }

    /** The way to the server that the settings and the environment describe. */
    public static Api.Address address(AgentConfig config, Map<String, String> environment, AgentVersion version) {
        Path extraCa = config.extraCaFile();
        ProxyEnvironment proxies = new ProxyEnvironment(environment);
        try {
            proxies.routeTo(config.apiUrl());
        } catch (IllegalArgumentException e) {
            throw new BadConfig(String.valueOf(e.getMessage()), e);
        }
        return new Api.Address(
                config.apiUrl(),
                proxies,
                extraCa == null ? null : TrustedRoots.systemAnd(extraCa),
                "noderax-agent/" + version.version());
    }

    /** Blocks until {@link #close} has done its work. */
    public void awaitClosed() {
        while (!closed.await(Duration.ofDays(1))) {
            Thread.onSpinWait();
        }
    }

    /**
     * No new work; what has ended is told as long as the shutdown timeout allows, the rest is left to the journal. Tasks that run
     * go on.
     */
    @Override
    public void close() {
        if (claims.isStopped()) {
            return;
        }
        log.info("agent stopping");
        claims.stop();
        live.close();
        slots.close();
        claimApi.abort();
        attempts.leaveAll();
        if (!attempts.awaitNone(config.shutdownTimeout())) {
            deliveries.stop();
            api.abort();
            attempts.awaitNone(LAST_WORDS);
        }
        deliveries.stop();
        status.close();
        launcher.retire();
        journal.close();
        close(lock, log);
        log.info("agent stopped");
        closed.stop();
    }

    private TaskParts parts(AgentCalls calls, Surroundings around) {
        ProcessTable processes = new ProcessTable(around.root().resolve("proc"));
        return new TaskParts(
                calls,
                journal,
                launcher,
                TaskPlanning.planner(config, around, rootAccess, policy),
                OwnUser.isRoot() ? null : config.rootBrokerSocket(),
                processes,
                claims,
                deliveries,
                around.pace(),
                around.clock(),
                around.random(),
                log);
    }

    private static void close(StateLock lock, EventLog log) {
        try {
            lock.close();
        } catch (IOException e) {
            log.warn("state lock could not be released", "error", e);
        }
    }
}
