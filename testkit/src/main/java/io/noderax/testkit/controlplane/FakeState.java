package io.noderax.testkit.controlplane;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Timestamps;
import io.noderax.protocol.task.LogEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the fake knows, and the reference's rules on it (wire contract, 1.2 to 1.9). Its own monitor guards it. */
final class FakeState {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(15);

    private final Map<UUID, String> tokens = new LinkedHashMap<>();
    private final Map<UUID, String> rootProfiles = new LinkedHashMap<>();
    private final Map<String, FakeEnrollment> enrollments = new LinkedHashMap<>();
    private final Map<UUID, FakeTask> tasks = new LinkedHashMap<>();
    private Duration lease = Duration.ofSeconds(60);
    private boolean closed;

    /** An enrollment as the fake keeps it. */
    private static final class FakeEnrollment {
        String status = "pending";

        @Nullable
        UUID node;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized void setLease(Duration lease) {
        this.lease = lease;
    }

    synchronized void addNode(UUID node, String token) {
        tokens.put(node, token);
    }

    synchronized void deleteNode(UUID node) {
        tokens.remove(node);
        tasks.values().removeIf(task -> task.node.equals(node));
        notifyAll();
    }

    synchronized UUID approve(String token, String agentToken) {
        FakeEnrollment enrollment = enrollments.get(token);
        if (enrollment == null) {
            throw new IllegalArgumentException("no such enrollment");
        }
        UUID node = UUID.randomUUID();
        enrollment.status = "approved";
        enrollment.node = node;
        tokens.put(node, agentToken);
        return node;
    }

    synchronized void refuse(String token) {
        FakeEnrollment enrollment = enrollments.get(token);
        if (enrollment != null) {
            enrollment.status = "revoked";
        }
    }

    synchronized List<String> pendingTokens() {
        return enrollments.entrySet().stream()
                .filter(entry -> entry.getValue().status.equals("pending"))
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized UUID queue(UUID node, String type, JsonObject payload) {
        FakeTask task = new FakeTask(node, type, payload, Instant.now());
        tasks.put(task.id, task);
        notifyAll();
        return task.id;
    }

    synchronized void cancel(UUID id, String reason) {
        FakeTask task = task(id);
        task.cancelRequestedAt = Instant.now();
        task.cancelReason = reason;
        if (!task.isFinal() && !task.status.equals("running")) {
            task.status = "cancelled";
        }
        notifyAll();
    }

    synchronized FakeTask task(UUID id) {
        FakeTask task = tasks.get(id);
        if (task == null) {
            throw new IllegalArgumentException("no task " + id);
        }
        return task;
    }

    synchronized List<String> lines(UUID id) {
        return new ArrayList<>(task(id).lines);
    }

    // --- what agents call ------------------------------------------------------------------------------------------

    synchronized Reply initiate(String token) {
        enrollments.put(token, new FakeEnrollment());
        notifyAll();
        Instant expiresAt = Instant.now().plus(Duration.ofMinutes(15));
        return Reply.created(JsonObject.builder()
                .put("token", token)
                .put("expiresAt", expiresAt)
                .build());
    }

    synchronized Reply enrollment(String token) {
        FakeEnrollment enrollment = enrollments.get(token);
        if (enrollment == null) {
            return Reply.notFound("Enrollment token was not found");
        }
        JsonObject.Builder body = JsonObject.builder().put("status", enrollment.status);
        if (enrollment.node != null) {
            body.put("nodeId", enrollment.node).put("agentToken", tokens.get(enrollment.node));
        }
        return Reply.ok(body.build());
    }

    synchronized Reply heartbeat(UUID node, String token) {
        String expected = tokens.get(node);
        if (expected == null) {
            return Reply.notFound("Node " + node + " was not found");
        }
        if (!expected.equals(token)) {
            return Reply.unauthorized("Invalid agent token");
        }
        return Reply.ok(JsonObject.builder()
                .put("acknowledged", true)
                .put("nodeId", node)
                .put("status", "online")
                .put("lastSeenAt", Instant.now())
                .build());
    }

    synchronized boolean isAgent(UUID node, String token) {
        return token.equals(tokens.get(node));
    }

    /** From the next claim on, which profile the node should have. */
    synchronized void desireRootAccess(UUID node, String profile) {
        rootProfiles.put(node, profile);
        notifyAll();
    }

    /** Waits in the fake's own thread, as long as the call says. */
    synchronized Reply claim(UUID node, @Nullable Object waitMs) throws InterruptedException {
        long wait = waitMs == null ? DEFAULT_WAIT.toMillis() : Long.parseLong(waitMs.toString());
        long deadline = System.nanoTime()
                + Duration.ofMillis(Math.clamp(wait, 0, LONGEST_WAIT.toMillis()))
                        .toNanos();
        FakeTask task = next(node);
        while (task == null && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            wait(Math.max(1, left / 1_000_000));
            task = next(node);
        }
        if (task != null) {
            task.status = "accepted";
            task.claimToken = UUID.randomUUID();
            task.leaseUntil = Instant.now().plus(lease);
        }
        return Reply.ok(JsonObject.builder()
                .put("task", task == null ? null : task.row())
                .put("outputTruncated", false)
                .put(
                        "rootAccess",
                        JsonObject.builder()
                                .put("profile", rootProfiles.getOrDefault(node, "off"))
                                .put("updatedAt", null)
                                .build())
                .build());
    }

    private @Nullable FakeTask next(UUID node) {
        for (FakeTask task : tasks.values()) {
            boolean free = task.status.equals("queued") || (task.status.equals("accepted") && isExpired(task));
            if (task.node.equals(node) && free && task.cancelRequestedAt == null) {
                return task;
            }
        }
        return null;
    }

    private static boolean isExpired(FakeTask task) {
        return task.leaseUntil == null || !task.leaseUntil.isAfter(Instant.now());
    }

    synchronized Reply accepted(FakeTask task) {
        if (task.status.equals("queued")) {
            return Reply.conflict("Task " + task.id + " is in queued state and cannot be accepted");
        }
        return Reply.ok(JsonObject.builder()
                .put("ok", true)
                .put("duplicate", true)
                .put("taskId", task.id)
                .build());
    }

    synchronized Reply started(FakeTask task, @Nullable String timestamp) {
        if (task.isFinal()) {
            return Reply.conflict("Task %s is already %s and cannot be started".formatted(task.id, task.status));
        }
        switch (task.status) {
            case "queued" -> {
                return Reply.conflict("Task " + task.id + " must be accepted before it can be started");
            }
            case "accepted" -> {
                if (isExpired(task)) {
                    return Reply.conflict("Task " + task.id + " lease expired before started transition");
                }
                task.status = "running";
                task.starts++;
                task.startedAt = timestamp == null ? Instant.now() : Timestamps.parse(timestamp);
                notifyAll();
            }
            default -> {}
        }
        return Reply.ok(task.row());
    }

    synchronized Reply log(FakeTask task, JsonObject body) {
        if (!task.status.equals("running")) {
            return Reply.conflict("Task %s is in %s state and cannot accept logs".formatted(task.id, task.status));
        }
        String line = String.valueOf(body.text("line"));
        if (line.indexOf('\0') >= 0) {
            return Reply.refused(500, null, "Internal server error", List.of());
        }
        String stream = String.valueOf(body.text("stream"));
        String level = stream.equals("stdout") || stream.equals("stderr") ? stream : "info";
        task.lines.add(level + ": " + line);
        notifyAll();
        return Reply.ok(JsonObject.builder()
                .put("taskId", task.id)
                .put("level", level)
                .put("message", line)
                .put("timestamp", Instant.now())
                .put("id", UUID.randomUUID())
                .put("createdAt", Instant.now())
                .build());
    }

    synchronized Reply completed(FakeTask task, JsonObject body) {
        String reported = FakeTask.finalStatus(String.valueOf(body.text("status")));
        if (task.isFinal()) {
            return task.status.equals(reported)
                    ? Reply.ok(task.row())
                    : Reply.conflict("Task %s is already %s and cannot transition to %s"
                            .formatted(task.id, task.status, reported));
        }
        if (!task.status.equals("running")) {
            return Reply.conflict("Task %s is in %s state and cannot be completed".formatted(task.id, task.status));
        }
        JsonObject end = body.object("log");
        if (end != null) {
            log(task).announce(Fields.read(end, Fields.Unknown.REFUSED, LogEnd::read));
        }
        task.status = reported;
        task.completion = body;
        task.finishedAt = Instant.now();
        notifyAll();
        return Reply.ok(task.row());
    }

    /** What the agent claimed and does not know never reached it. */
    synchronized void takeBack(UUID node, List<?> known) {
        tasks.values().stream()
                .filter(task -> task.node.equals(node) && task.isUnknownTo(known))
                .forEach(FakeTask::requeue);
        notifyAll();
    }

    synchronized Reply keeps(FakeTask task) {
        return task.keep();
    }

    /** The attempt was never launched: the task waits for the next. */
    synchronized Reply givenBack(FakeTask task) {
        task.requeue();
        notifyAll();
        return Reply.ok(task.row());
    }

    /** Waits in the fake's own thread as long as there is nothing to say, the wait at most. */
    synchronized Reply control(FakeTask task, boolean otherAttempt, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (!otherAttempt && !task.isFinal() && task.cancelRequestedAt == null && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        boolean asked = otherAttempt || (task.status.equals("running") && task.cancelRequestedAt != null);
        return Reply.ok(task.control(asked));
    }

    synchronized Reply batch(FakeTask task, byte[] frames) {
        if (!task.status.equals("running") && !task.isFinal()) {
            return Reply.conflict("Task %s is %s and cannot take a log".formatted(task.id, task.status));
        }
        long end = log(task).take(frames);
        notifyAll();
        return FakeExtensions.acknowledged(end);
    }

    private static FakeLog log(FakeTask task) {
        FakeLog log = task.log == null ? new FakeLog(task.lines) : task.log;
        task.log = log;
        return log;
    }

    /** {@code lines} when none came in batches. */
    synchronized String logState(UUID id) {
        FakeLog log = task(id).log;
        return log == null ? "lines" : log.state();
    }

    synchronized byte[] stream(UUID id, boolean stdout) {
        FakeLog log = task(id).log;
        return log == null ? new byte[0] : (stdout ? log.stdout : log.stderr).toByteArray();
    }

    /** Null when the task is unknown or another node's. */
    synchronized @Nullable FakeTask ofNode(UUID node, UUID id) {
        FakeTask task = tasks.get(id);
        return task == null || !task.node.equals(node) ? null : task;
    }
}
