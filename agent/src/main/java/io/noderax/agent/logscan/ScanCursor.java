package io.noderax.agent.logscan;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a log has been read.
 *
 * @param journal a cursor of the journal; null for a file
 * @param inode of the file; null for the journal
 * @param offset where the next line of the file begins
 * @param resetReason why it does not go on from the one before; null when it does
 */
public record ScanCursor(
        @Nullable String journal,
        @Nullable Long inode,
        long offset,
        @Nullable Instant readAt,
        @Nullable String resetReason)
        implements JsonMessage {
    private static final int LONGEST = 500;
    private static final Pattern JOURNAL = Pattern.compile("[A-Za-z0-9=;_.:+-]*");

    static ScanCursor ofFile(long inode, long offset, Instant readAt, @Nullable String resetReason) {
        return new ScanCursor(null, inode, offset, readAt, resetReason);
    }

    static ScanCursor read(Fields fields) {
        Long inode = fields.optionalInteger("fileInode", 0, Long.MAX_VALUE);
        Long offset = fields.optionalInteger("fileOffset", 0, Long.MAX_VALUE);
        String journal = fields.optionalText("journalCursor", 0, LONGEST);
        if (journal != null && !JOURNAL.matcher(journal).matches()) {
            throw new InvalidFields(
                    List.of("cursor.journalCursor must be a cursor of journalctl: letters, digits and =;_.:+-"));
        }
        Instant readAt = fields.optionalInstant("lastReadAt");
        String reason = fields.optionalText("cursorResetReason", 0, LONGEST);
        boolean hasJournal = journal != null && !journal.isEmpty();
        return new ScanCursor(hasJournal ? journal : null, inode, offset == null ? 0 : offset, readAt, reason);
    }

    boolean isOfFile() {
        return inode != null;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("journalCursor", journal)
                .put("fileInode", inode)
                .put("fileOffset", inode == null ? null : offset)
                .put("lastReadAt", readAt == null ? null : Timestamps.print(readAt))
                .put("cursorResetReason", resetReason)
                .build();
    }
}
