package io.noderax.server.storage.backup;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.List;

/** The end of a backup: what has to be in it. A stream without it is not whole. */
record BackupManifest(List<Content> contents, List<Sequence> sequences) implements JsonMessage {
    /** One table. */
    record Content(String table, long rows, String sha256) implements JsonMessage {
        static Content read(Fields fields) {
            return new Content(
                    fields.text("table", 1, 100),
                    fields.integer("rows", 0, Long.MAX_VALUE),
                    fields.text("sha256", 64, 64));
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("table", table)
                    .put("rows", rows)
                    .put("sha256", sha256)
                    .build();
        }
    }

    /** The last number that a sequence has given. */
    record Sequence(String name, long last) implements JsonMessage {
        static Sequence read(Fields fields) {
            return new Sequence(fields.text("name", 1, 100), fields.integer("last", Long.MIN_VALUE, Long.MAX_VALUE));
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.builder().put("name", name).put("last", last).build();
        }
    }

    BackupManifest {
        contents = List.copyOf(contents);
        sequences = List.copyOf(sequences);
    }

    long rows() {
        return contents.stream().mapToLong(Content::rows).sum();
    }

    static BackupManifest read(Fields fields) {
        return new BackupManifest(
                fields.optionalItems("contents", Content::read), fields.optionalItems("sequences", Sequence::read));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("contents", contents)
                .put("sequences", sequences)
                .build();
    }
}
