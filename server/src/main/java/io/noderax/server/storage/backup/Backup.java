package io.noderax.server.storage.backup;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.server.storage.backup.BackupManifest.Content;
import io.noderax.server.storage.backup.BackupSchema.Table;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a database, as it is at one moment, while others go on working with it. Nothing of it is held in memory. */
public final class Backup {
    static final String SCHEMA = "schema.json";
    static final String MANIFEST = "manifest.json";
    static final String SECRETS = "secrets/";

    private Backup() {}

    /**
     * Writes it; the stream is left open.
     *
     * @param secrets by name
     * @return how many rows were written
     * @throws BackupTrouble when the database holds no server's tables, or reading fails
     */
    public static long write(DatabaseAccess from, Map<String, String> secrets, OutputStream to) throws IOException {
        try (Connection connection = from.connect()) {
            return write(connection, secrets, to);
        } catch (SQLException e) {
            throw new BackupTrouble("the database could not be left (" + e.getMessage() + ")", e);
        }
    }

    static long write(Connection connection, Map<String, String> secrets, OutputStream to) throws IOException {
        try {
            BackupStore store = new BackupStore(connection);
            store.beginReading();
            if (store.isEmpty()) {
                throw new BackupTrouble("the database is empty: no server has worked with it");
            }
            ZipOutputStream zip = new ZipOutputStream(to);
            BackupSchema schema = store.schema();
            put(zip, SCHEMA, schema);
            for (Map.Entry<String, String> secret : secrets.entrySet()) {
                put(zip, SECRETS + secret.getKey(), secret.getValue());
            }
            List<Content> contents = new ArrayList<>();
            for (Table table : schema.tables()) {
                contents.add(put(zip, store, table));
            }
            BackupManifest manifest = new BackupManifest(contents, store.sequences());
            put(zip, MANIFEST, manifest);
            zip.finish();
            return manifest.rows();
        } catch (SQLException e) {
            throw new BackupTrouble("the database could not be read (" + e.getMessage() + ")", e);
        }
    }

    private static Content put(ZipOutputStream zip, BackupStore store, Table table) throws SQLException, IOException {
        zip.putNextEntry(new ZipEntry(table.entry()));
        DigestOutputStream hashed = new DigestOutputStream(new Unclosed(zip), Hash.begin());
        long rows = store.copyOut(table, hashed);
        zip.closeEntry();
        return new Content(table.name(), rows, Hash.end(hashed.getMessageDigest()));
    }

    private static void put(ZipOutputStream zip, String name, JsonMessage message) throws IOException {
        put(zip, name, message.toJson() + "\n");
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** An entry's end is not the stream's. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() {
            // The zip goes on.
        }
    }
}
