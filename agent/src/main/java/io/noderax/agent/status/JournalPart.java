package io.noderax.agent.status;

import io.noderax.agent.journal.Backlog;
import io.noderax.linux.DiskRoom;
import io.noderax.protocol.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** What waits on the disk, and what room there is. */
public record JournalPart(Path folder, Supplier<Backlog> backlog) implements StatusPart {
    private static final long FEW_BYTES = 16L * 1024 * 1024;
    private static final long FEW_FILES = 100;

    @Override
    public void tell(JsonObject.Builder into, List<Problem> problems) {
        Backlog now = backlog.get();
        into.put(
                "journal",
                JsonObject.builder()
                        .put("folder", folder.toString())
                        .put("attempts", now.attempts())
                        .put("bytes", now.bytes())
                        .put("quota", now.quota())
                        .put("oldest", now.oldest())
                        .put("undeliverable", now.undeliverable())
                        .build());
        if (now.bytes() >= now.quota() / 10 * 9) {
            problems.add(new Problem(
                    "journal-full",
                    "the journal is full to " + now.bytes() * 100 / Math.max(1, now.quota()) + " %",
                    "output beyond journal_quota is left out; see why the control plane does not take it"));
        }
        if (now.undeliverable() > 0) {
            problems.add(new Problem(
                    "undeliverable-results",
                    now.undeliverable() + " results were refused by the control plane for good",
                    "read and then remove them: " + folder.resolve("undeliverable")));
        }
        tellRoom(into, problems);
    }

    private void tellRoom(JsonObject.Builder into, List<Problem> problems) {
        DiskRoom room = DiskRoom.at(folder);
        into.put(
                "disk",
                room == null
                        ? null
                        : JsonObject.builder()
                                .put("freeBytes", room.bytes())
                                .put("freeInodes", room.inodes())
                                .build());
        if (room != null && room.bytes() < FEW_BYTES) {
            problems.add(new Problem(
                    "disk-full",
                    "the journal's disk has " + room.bytes() + " bytes left",
                    "make room on the disk of " + folder));
        }
        Long inodes = room == null ? null : room.inodes();
        if (inodes != null && inodes < FEW_FILES) {
            problems.add(new Problem(
                    "inodes-gone",
                    "the journal's disk can take " + inodes + " more files",
                    "remove files on the disk of " + folder));
        }
    }
}
