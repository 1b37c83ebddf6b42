package io.noderax.server.storage.backup;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.List;

/**
 * What the tables of a backup are made by.
 *
 * @param scripts the migrations, in the order in which they were made
 * @param partitions what was made besides, while the server ran
 * @param tables in an order in which each has only references to those before it
 */
record BackupSchema(List<String> scripts, List<Partition> partitions, List<Table> tables) implements JsonMessage {
    /** The form of the stream; another one cannot be read. */
    static final long FORMAT = 1;

    /** Data of a certain range. */
    record Partition(String parent, String name, String bound) implements JsonMessage {
        static Partition read(Fields fields) {
            return new Partition(
                    fields.text("parent", 1, 100), fields.text("name", 1, 100), fields.text("bound", 1, 1000));
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("parent", parent)
                    .put("name", name)
                    .put("bound", bound)
                    .build();
        }
    }

    /** A table and those of its columns that have a value of their own. */
    record Table(String name, List<String> columns) implements JsonMessage {
        static Table read(Fields fields) {
            return new Table(fields.text("name", 1, 100), fields.optionalTexts("columns"));
        }

        /** Its place in the stream. */
        String entry() {
            return "tables/" + name;
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("name", name)
                    .put("columns", columns)
                    .build();
        }
    }

    BackupSchema {
        scripts = List.copyOf(scripts);
        partitions = List.copyOf(partitions);
        tables = List.copyOf(tables);
    }

    static BackupSchema read(Fields fields) {
        long format = fields.integer("format", 0, Long.MAX_VALUE);
        if (format != FORMAT) {
            throw new BackupTrouble("the backup has the format " + format + ", and this server reads format " + FORMAT
                    + "; use the server version that made it, or a newer one");
        }
        return new BackupSchema(
                fields.optionalTexts("scripts"),
                fields.optionalItems("partitions", Partition::read),
                fields.optionalItems("tables", Table::read));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("format", FORMAT)
                .put("scripts", scripts)
                .put("partitions", partitions)
                .put("tables", tables)
                .build();
    }
}
