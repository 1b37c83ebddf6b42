package io.noderax.agent.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.agent.containment.TaskLimits;
import io.noderax.agent.holder.Holder;
import io.noderax.agent.holder.HolderAddress;
import io.noderax.agent.holder.LaunchOrder;
import io.noderax.agent.holder.RootOrder;
import io.noderax.agent.journal.JournalSpace;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.agent.root.SilentBroker;
import io.noderax.agent.tasks.LaunchFailed;
import io.noderax.agent.tasks.RunningTask;
import io.noderax.agent.tasks.TaskEnding;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ChildExit;
import io.noderax.linux.LocalSocket;
import io.noderax.linux.ProcessTable;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A root broker that takes its time takes nobody else's: a real holder, and a broker that answers when the test wants it to. */
class HungBrokerTest {
    private static final long QUOTA = 64L * 1024 * 1024;
    private static final Executor OWN_THREAD = work -> Thread.ofPlatform().start(work);

    @TempDir
    private Path folder;

    private ServerSocketChannel socket;
    private Holder holder;
    private Thread holding;
    private SilentBroker broker;
    private HolderLauncher launcher;

    @BeforeEach
    void start() throws IOException {
        EventLog events = new EventLog(System.out, Level.DEBUG, Clock.systemUTC());
        socket = LocalSocket.listen(HolderAddress.in(folder, HolderAddress.name()));
        holder = Holder.at(socket, new JournalSpace(folder, QUOTA), events);
        holding = Thread.ofPlatform().start(() -> {
            try {
                holder.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        broker = new SilentBroker(folder.resolve("root.sock"));
        launcher = new HolderLauncher(
                folder, QUOTA, new ProcessTable(Path.of("/proc")), Map.of(), Duration.ofSeconds(1), events);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
        holder.stop(Duration.ofSeconds(20));
        holding.join();
        socket.close();
    }

    @Test
    void otherTasksStartAndReportMeanwhile() throws Exception {
        CompletableFuture<RunningTask> root = launching(order("id -u", true));
        broker.awaitRequest();
        long asked = System.nanoTime();

        RunningTask own = launcher.launch(order("echo here; exit 3", false));
        TaskEnding ending = own.awaitEnd(_ -> {});

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
        assertThat(ending)
                .isInstanceOfSatisfying(
                        TaskEnding.Ended.class,
                        ended -> assertThat(ended.record().exit()).isEqualTo(new ChildExit.Exited(3)));
        assertThat(root).isNotDone();
        broker.close();
        assertThatThrownBy(() -> root.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not-started: the root broker could not be asked");
    }

    @Test
    void whoAsksForATaskThatIsBeingStartedHearsWhatCameOfIt() throws Exception {
        LaunchOrder order = order("id -u", true);
        CompletableFuture<RunningTask> root = launching(order);
        broker.awaitRequest();

        CompletableFuture<@Nullable RunningTask> attached =
                CompletableFuture.supplyAsync(() -> launcher.attach(order.attempt(), HolderAddress.name()), OWN_THREAD);
        assertThatThrownBy(() -> launcher.launch(order))
                .isInstanceOf(LaunchFailed.class)
                .hasMessageContaining("has been ordered before");
        assertThat(attached).isNotDone();
        answerLaunched();

        RunningTask task = root.get(20, TimeUnit.SECONDS);
        RunningTask again = attached.get(20, TimeUnit.SECONDS);
        assertThat(again.identity()).isEqualTo(task.identity());
        broker.close();
        assertThat(again.awaitEnd(_ -> {}))
                .isInstanceOfSatisfying(
                        TaskEnding.Ended.class,
                        ended -> assertThat(String.valueOf(ended.record().cause()))
                                .contains("rootBrokerLost"));
    }

    @Test
    void whatIsStartedAfterTheHolderWasStoppedIsEnded() throws Exception {
        CompletableFuture<RunningTask> root = launching(order("id -u", true));
        broker.awaitRequest();
        holder.stop(Duration.ofMillis(1));
        assertThat(holding.isAlive()).isTrue();

        answerLaunched();

        assertThat(broker.next()).contains("\"end\"");
        broker.say(JsonObject.of("exited", JsonObject.of("signal", 15)));
        TaskEnding ending = root.get(20, TimeUnit.SECONDS).awaitEnd(_ -> {});
        assertThat(ending)
                .isInstanceOfSatisfying(
                        TaskEnding.Ended.class,
                        ended -> assertThat(String.valueOf(ended.record().cause()))
                                .contains("holder"));
        holding.join(20_000);
        assertThat(holding.isAlive()).isFalse();
    }

    private void answerLaunched() throws IOException {
        JsonObject process = JsonObject.builder()
                .put("pid", 4_000_000)
                .put("startTicks", 1)
                .put("bootId", "another")
                .build();
        broker.say(JsonObject.of("launched", process));
    }

    private CompletableFuture<RunningTask> launching(LaunchOrder order) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return launcher.launch(order);
                    } catch (LaunchFailed e) {
                        throw new IllegalStateException(e.code() + ": " + e.getMessage(), e);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                OWN_THREAD);
    }

    private LaunchOrder order(String command, boolean root) throws IOException {
        AttemptId attempt = new AttemptId(UUID.randomUUID());
        return new LaunchOrder(
                attempt,
                Files.createDirectory(folder.resolve(attempt.toString())),
                new ChildCommand(List.of("/bin/sh", "-lc", command), Map.of("PATH", "/usr/bin:/bin"), "/"),
                root ? new RootOrder(folder.resolve("root.sock"), null) : null,
                TaskLimits.NONE,
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }
}
