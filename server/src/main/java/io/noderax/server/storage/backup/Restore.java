package io.noderax.server.storage.backup;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.server.storage.backup.BackupManifest.Content;
import io.noderax.server.storage.backup.BackupManifest.Sequence;
import io.noderax.server.storage.backup.BackupSchema.Table;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a backup into a database, in one transaction: the stream is proven before it counts, and whatever ends this in the middle
 * leaves what was there. The tables are those of the server that made the backup; the next start of this one brings them up to date.
 */
public final class Restore {
    private static final String MIGRATIONS = "/db/migration/";
    private static final int LONGEST_TEXT = 64 * 1024 * 1024;

    private final BackupStore store;
    private final ZipInputStream zip;
    private final boolean replace;
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<Content> found = new ArrayList<>();

    private Restore(BackupStore store, ZipInputStream zip, boolean replace) {
        this.store = store;
        this.zip = zip;
        this.replace = replace;
    }

    /** What a backup had in it. */
    public record Restored(long rows, Map<String, String> secrets) {}

    /**
     * Reads it to its end.
     *
     * @param replace whether tables that are there may go
     * @param beforeCommit gets the secrets when everything is proven; what it throws undoes all
     * @throws BackupTrouble when the backup is not whole, is of a newer server, or must not be put there
     */
    public static Restored read(InputStream from, DatabaseAccess into, boolean replace, Consumer<Restored> beforeCommit)
            throws IOException {
        try (Connection connection = into.connect()) {
            return read(from, connection, replace, beforeCommit);
        } catch (SQLException e) {
            throw new BackupTrouble("the database could not be left (" + e.getMessage() + ")", e);
        }
    }

    static Restored read(InputStream from, Connection connection, boolean replace, Consumer<Restored> beforeCommit)
            throws IOException {
        try (ZipInputStream zip = new ZipInputStream(from)) {
            BackupStore store = new BackupStore(connection);
            store.beginWriting();
            Restored restored = new Restore(store, zip, replace).read();
            beforeCommit.accept(restored);
            store.commit();
            return restored;
        } catch (SQLException e) {
            throw new BackupTrouble(
                    "the database did not take the backup (" + e.getMessage() + "); nothing was changed", e);
        } catch (ZipException | EOFException e) {
            throw broken(e.getMessage());
        } catch (JsonException | InvalidFields e) {
            throw broken(e.getMessage());
        }
    }

    private Restored read() throws IOException, SQLException {
        ZipEntry first = zip.getNextEntry();
        if (first == null || !first.getName().equals(Backup.SCHEMA)) {
            throw broken("it does not begin with " + Backup.SCHEMA);
        }
        BackupSchema schema = json(BackupSchema::read);
        prepare(schema);
        Map<String, Table> tables = new LinkedHashMap<>();
        schema.tables().forEach(table -> tables.put(table.entry(), table));
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (name.equals(Backup.MANIFEST)) {
                return finish(json(BackupManifest::read), schema);
            }
            if (name.startsWith(Backup.SECRETS)) {
                secrets.put(name.substring(Backup.SECRETS.length()), text().strip());
                continue;
            }
            Table table = tables.get(name);
            if (table == null) {
                throw broken("it has an unknown part " + name);
            }
            load(table);
        }
        throw broken("its end is missing");
    }

    private void prepare(BackupSchema schema) throws IOException, SQLException {
        List<String> scripts = new ArrayList<>();
        for (String script : schema.scripts()) {
            scripts.add(migration(script));
        }
        if (store.isInUse()) {
            throw new BackupTrouble("a server works with this database: stop it first");
        }
        if (!store.isEmpty()) {
            if (!replace) {
                throw new BackupTrouble(
                        "the database is not empty; --replace puts the backup in the place of what is there");
            }
            store.clear();
        }
        store.make(schema, scripts);
    }

    private static String migration(String script) throws IOException {
        String name = script.substring(script.lastIndexOf('/') + 1);
        try (InputStream file = Restore.class.getResourceAsStream(MIGRATIONS + name)) {
            if (file == null) {
                throw new BackupTrouble("the backup was made by a newer server: this one does not know " + script
                        + "; update it first");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void load(Table table) throws SQLException, IOException {
        DigestInputStream hashed = new DigestInputStream(new Unclosed(zip), Hash.begin());
        long rows = store.copyIn(table, hashed);
        found.add(new Content(table.name(), rows, Hash.end(hashed.getMessageDigest())));
    }

    private Restored finish(BackupManifest manifest, BackupSchema schema) throws SQLException {
        if (!manifest.contents().equals(found)
                || found.size() != schema.tables().size()) {
            throw broken("its tables are not those that its manifest names");
        }
        for (Sequence sequence : manifest.sequences()) {
            store.set(sequence);
        }
        return new Restored(manifest.rows(), secrets);
    }

    private <T> T json(Function<Fields, T> form) throws IOException {
        return Fields.read(Json.parseObject(text()), Fields.Unknown.IGNORED, form);
    }

    private String text() throws IOException {
        return new String(zip.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8);
    }

    private static BackupTrouble broken(@Nullable String why) {
        return new BackupTrouble("the backup is not whole (" + why + "); nothing was changed");
    }

    /** An entry's end is not the stream's. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The zip goes on.
        }
    }
}
