package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.http.Refusal;
import io.noderax.server.realtime.ConsoleEvents;
import io.noderax.server.realtime.ConsoleSession;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Browsers that follow logs: {@code subscribe.task} and {@code unsubscribe.task} in {@code /realtime} (extension {@code task-log-push}). */
@Singleton
class LogFollowers implements ConsoleEvents {
    private static final int MOST_OF_A_BROWSER = 50;

    private final LoggedTasks tasks;
    private final LineReads reads;
    private final Set<LogFollower> followers = ConcurrentHashMap.newKeySet();

    private record Wish(TaskId task, long after) {
        static Wish read(Fields fields) {
            Long after = fields.optionalInteger("after", 0, Long.MAX_VALUE - 1);
            return new Wish(new TaskId(fields.uuid("taskId")), after == null ? 0 : after);
        }
    }

    LogFollowers(LoggedTasks tasks, LineReads reads, ParkedReads parked) {
        this.tasks = tasks;
        this.reads = reads;
        parked.alsoWake(this::grew);
    }

    @Override
    public Set<String> names() {
        return Set.of("subscribe.task", "unsubscribe.task");
    }

    @Override
    public JsonObject on(ConsoleSession from, String event, JsonObject body) {
        Wish wish = Fields.read(body, Fields.Unknown.REFUSED, Wish::read);
        end(from, wish.task());
        if (event.equals("unsubscribe.task")) {
            return answer("unsubscribed", wish.task());
        }
        tasks.readable(Scope.of(List.copyOf(from.viewer().workspaces())), wish.task());
        if (followers.stream().filter(follower -> follower.session() == from).count() >= MOST_OF_A_BROWSER) {
            throw Refusal.tooMany(
                    "A browser follows at most " + MOST_OF_A_BROWSER + " logs; end one first", Duration.ZERO);
        }
        LogFollower follower = new LogFollower(from, wish.task(), wish.after(), reads);
        followers.add(follower);
        follower.look();
        return answer("subscribed", wish.task());
    }

    @Override
    public void left(ConsoleSession session) {
        end(session, null);
    }

    @Override
    public void writable(ConsoleSession session) {
        followers.stream().filter(follower -> follower.session() == session).forEach(LogFollower::look);
    }

    private void grew(TaskId task) {
        for (LogFollower follower : followers) {
            if (follower.task().equals(task)) {
                follower.look();
            }
        }
    }

    private void end(ConsoleSession session, @Nullable TaskId task) {
        followers.removeIf(follower -> {
            boolean ends = follower.session() == session
                    && (task == null || follower.task().equals(task));
            if (ends) {
                follower.stop();
            }
            return ends;
        });
    }

    private static JsonObject answer(String done, TaskId task) {
        return JsonObject.builder().put(done, true).put("taskId", task.value()).build();
    }
}
