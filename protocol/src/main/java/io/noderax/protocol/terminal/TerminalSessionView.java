package io.noderax.protocol.terminal;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One terminal session as operators see it (wire contract, 5.5).
 *
 * @param transcript how much is written down of it
 */
public record TerminalSessionView(
        TerminalSessionId id,
        WorkspaceId workspaceId,
        NodeId nodeId,
        Creator creator,
        TerminalStatus status,
        TerminalSize size,
        boolean runAsRoot,
        Ending ending,
        Transcript transcript,
        Times times)
        implements JsonMessage {
    /**
     * Who opened it.
     *
     * @param email as it was then
     */
    public record Creator(@Nullable UUID userId, @Nullable String email) {}

    /** How it ended; nothing while it lives. */
    public record Ending(
            @Nullable Instant closedAt,
            @Nullable String reason,
            @Nullable Long exitCode) {}

    /** What is written down: bytes, pieces, the number of the last piece. */
    public record Transcript(long bytes, long chunks, long lastSeq) {}

    /** When it was made, opened, changed, and until when its transcript is kept. */
    public record Times(@Nullable Instant openedAt, Instant keptUntil, Instant createdAt, Instant updatedAt) {}

    public static TerminalSessionView read(Fields fields) {
        return new TerminalSessionView(
                new TerminalSessionId(fields.uuid("id")),
                new WorkspaceId(fields.uuid("workspaceId")),
                new NodeId(fields.uuid("nodeId")),
                new Creator(
                        fields.optionalUuid("createdByUserId"), fields.optionalText("createdByEmailSnapshot", 0, 320)),
                fields.choice("status", TerminalStatus.BY_NAME),
                TerminalSize.read(fields),
                Boolean.TRUE.equals(fields.optionalBoolean("runAsRoot")),
                new Ending(
                        fields.optionalInstant("closedAt"),
                        fields.optionalText("closedReason", 0, 10_000),
                        fields.optionalInteger("exitCode", Integer.MIN_VALUE, Integer.MAX_VALUE)),
                new Transcript(
                        fields.integer("transcriptBytes", 0, Long.MAX_VALUE),
                        fields.integer("chunkCount", 0, Long.MAX_VALUE),
                        fields.integer("lastChunkSeq", 0, Long.MAX_VALUE)),
                new Times(
                        fields.optionalInstant("openedAt"),
                        fields.instant("retentionExpiresAt"),
                        fields.instant("createdAt"),
                        fields.instant("updatedAt")));
    }

    @Override
    public JsonObject toJson() {
        return state().toBuilder()
                .put("runAsRoot", runAsRoot)
                .put("transcriptBytes", Long.toString(transcript.bytes()))
                .put("chunkCount", transcript.chunks())
                .put("lastChunkSeq", transcript.lastSeq())
                .build();
    }

    /** The members that are pushed to browsers (wire contract, 4.2). */
    public JsonObject state() {
        return JsonObject.builder()
                .put("id", id.value())
                .put("workspaceId", workspaceId.value())
                .put("nodeId", nodeId.value())
                .put("createdByUserId", creator.userId())
                .put("createdByEmailSnapshot", creator.email())
                .put("status", status.wireName())
                .put("openedAt", times.openedAt())
                .put("closedAt", ending.closedAt())
                .put("closedReason", ending.reason())
                .put("exitCode", ending.exitCode())
                .put("cols", size.cols())
                .put("rows", size.rows())
                .put("retentionExpiresAt", times.keptUntil())
                .put("createdAt", times.createdAt())
                .put("updatedAt", times.updatedAt())
                .build();
    }
}
