package io.noderax.agent.updater;

import io.noderax.agent.controlplane.Patience;
import io.noderax.agent.controlplane.UpdateCalls;
import io.noderax.agent.files.StepLog;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.Pace;
import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.service.HostTools;
import io.noderax.agent.service.Layout;
import io.noderax.agent.update.UpdateRefused;
import io.noderax.agent.update.UpdateRequest;
import io.noderax.linux.DescriptorListener;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The updater as a process: builds its parts, and works at a socket or for one request. */
public final class UpdaterProcess {
    private static final Duration LONGEST_INSISTING = Duration.ofHours(1);
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Settings settings;
    private final Updater updater;
    private final StopSignal stop = new StopSignal();
    private final EventLog log;

    /**
     * Where things are.
     *
     * @param stateFile the agent's, beside which it can be asked
     * @param restart what restarts the agent; empty: systemd does
     */
    public record Settings(Layout layout, Path stateFile, TrialTimes times, List<String> restart, String arch) {}

    public UpdaterProcess(Settings settings, UpdateCalls calls, EventLog log) {
        this.settings = settings;
        this.log = log;
        StepLog steps = step -> log.debug("update step", "step", step);
        Layout layout = settings.layout();
        Installation installation = new Installation(layout, steps);
        Trial.Pause pause = time -> !stop.await(time);
        AgentLook agent = new StatusLook(settings.stateFile());
        Updater.Parts parts = new Updater.Parts(
                supervisor(settings.restart(), log),
                settings.restart().isEmpty()
                        ? new SystemdUnits(layout, HostTools.ofThisMachine(), steps, log)
                        : VersionUnits.NONE,
                agent,
                from -> new ReleaseFetch(
                        calls,
                        new TrustedKeys(layout.releaseKey(), layout.image(from)),
                        installation,
                        steps,
                        pause,
                        settings.arch()),
                request -> new ServerProgress(
                        calls,
                        request.targetId(),
                        new ServerProgress.Insisting(
                                new Patience(Pace.NORMAL, new Random()), pause, LONGEST_INSISTING, System::nanoTime),
                        log),
                progress -> new Trial(agent, progress::serverAnswers, settings.times(), pause, System::nanoTime));
        this.updater = new Updater(installation, new UpdaterFolder(layout, steps), parts, log);
    }

    private static Supervisor supervisor(List<String> restart, EventLog log) {
        return new CommandSupervisor(restart.isEmpty() ? CommandSupervisor.SYSTEMD : List.of(restart), log);
    }

    /**
     * Serves at the socket that this process was started with, until it has been idle.
     *
     * @throws IOException when the updater's folder cannot be used, or another process uses it
     */
    public void serveInherited() throws IOException {
        try (FileChannel _ = lock();
                DescriptorListener listener = DescriptorListener.inherited()) {
            new UpdaterDesk(updater, IDLE, time -> !stop.await(time), log).serve(listener);
        }
    }

    /**
     * Makes a socket at which root alone may ask, or that user too, and serves there until {@link #stop}.
     *
     * @param user null: root alone
     * @throws IOException when socket or folder cannot be used, or another process uses the folder
     */
    public void serve(Path socket, @Nullable String user) throws IOException {
        try (FileChannel _ = lock()) {
            Files.deleteIfExists(socket);
            try (DescriptorListener listener = DescriptorListener.listen(socket)) {
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
                if (user != null) {
                    Files.setOwner(
                            socket,
                            FileSystems.getDefault()
                                    .getUserPrincipalLookupService()
                                    .lookupPrincipalByName(user));
                }
                new UpdaterDesk(updater, FOR_EVER, time -> !stop.await(time), log).serve(listener);
            }
        }
    }

    /**
     * Does one request, after what an earlier process has left; blocks until it is over.
     *
     * @param request null: only what was left
     * @return null when it is over as it was wanted; else why it is not
     */
    public @Nullable String run(@Nullable UpdateRequest request) throws IOException, UpdateRefused {
        try (FileChannel _ = lock()) {
            String left = updater.finish();
            if (request == null) {
                return left;
            }
            updater.accept(request);
            return updater.finish();
        }
    }

    /** Soon; what is under way is gone on with by the next one. */
    public void stop() {
        stop.stop();
    }

    private FileChannel lock() throws IOException {
        return new UpdaterFolder(settings.layout(), StepLog.NONE).lock();
    }
}
