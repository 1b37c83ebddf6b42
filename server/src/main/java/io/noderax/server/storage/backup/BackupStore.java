package io.noderax.server.storage.backup;

import io.noderax.server.storage.backup.BackupManifest.Sequence;
import io.noderax.server.storage.backup.BackupSchema.Partition;
import io.noderax.server.storage.backup.BackupSchema.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Reads and makes a whole database over one connection, in one transaction. */
final class BackupStore {
    private final Connection connection;

    BackupStore(Connection connection) {
        this.connection = connection;
    }

    /** From the first query on, nothing is seen of what others change. */
    void beginReading() throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
    }

    void beginWriting() throws SQLException {
        connection.setAutoCommit(false);
    }

    BackupSchema schema() throws SQLException {
        List<String> scripts = new ArrayList<>();
        rows("""
                select script from flyway_schema_history where success and script like '%.sql' order by installed_rank
                """, row -> scripts.add(row.getString(1)));
        List<Partition> partitions = new ArrayList<>();
        rows("""
                select parent.relname, part.relname, pg_get_expr(part.relpartbound, part.oid)
                from pg_class part
                join pg_inherits on inhrelid = part.oid
                join pg_class parent on parent.oid = inhparent
                where part.relispartition and part.relkind = 'r' and part.relnamespace = current_schema()::regnamespace
                order by part.relname
                """, row -> partitions.add(new Partition(row.getString(1), row.getString(2), row.getString(3))));
        return new BackupSchema(scripts, partitions, tables());
    }

    private List<Table> tables() throws SQLException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        rows(
                """
                select relname, attname
                from pg_class
                join pg_attribute on attrelid = pg_class.oid
                where relkind in ('r', 'p') and not relispartition and relnamespace = current_schema()::regnamespace
                  and attnum > 0 and not attisdropped and attgenerated = ''
                order by relname, attnum
                """,
                row -> columns.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                        .add(row.getString(2)));
        Map<String, Set<String>> references = new LinkedHashMap<>();
        rows(
                """
                select child.relname, parent.relname
                from pg_constraint
                join pg_class child on child.oid = conrelid
                join pg_class parent on parent.oid = confrelid
                where contype = 'f' and child.relnamespace = current_schema()::regnamespace
                """,
                row -> references
                        .computeIfAbsent(row.getString(1), _ -> new LinkedHashSet<>())
                        .add(row.getString(2)));
        Set<String> ordered = new LinkedHashSet<>();
        columns.keySet().forEach(name -> order(name, references, ordered, new LinkedHashSet<>()));
        return ordered.stream()
                .filter(columns::containsKey)
                .map(name -> new Table(name, columns.getOrDefault(name, List.of())))
                .toList();
    }

    /** Those that it refers to come first. */
    private static void order(String name, Map<String, Set<String>> references, Set<String> ordered, Set<String> on) {
        if (!ordered.contains(name) && on.add(name)) {
            references.getOrDefault(name, Set.of()).forEach(other -> order(other, references, ordered, on));
            ordered.add(name);
        }
    }

    List<Sequence> sequences() throws SQLException {
        List<Sequence> sequences = new ArrayList<>();
        rows("""
                select sequencename, last_value from pg_sequences
                where schemaname = current_schema() and last_value is not null order by 1
                """, row -> sequences.add(new Sequence(row.getString(1), row.getLong(2))));
        return sequences;
    }

    /** The rows that were written. */
    long copyOut(Table table, OutputStream to) throws SQLException, IOException {
        return copying()
                .copyOut("copy (select %s from %s) to stdout".formatted(columns(table), quoted(table.name())), to);
    }

    /** The rows that were read. */
    long copyIn(Table table, InputStream from) throws SQLException, IOException {
        return copying().copyIn("copy %s (%s) from stdin".formatted(quoted(table.name()), columns(table)), from);
    }

    private CopyManager copying() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** Whether there is any table. */
    boolean isEmpty() throws SQLException {
        return count(
                        "select count(*) from pg_class where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace")
                == 0;
    }

    /** Whether a server works with the database. */
    boolean isInUse() throws SQLException {
        return count("""
                select count(*) from pg_stat_activity
                where datname = current_database() and application_name = 'noderax-server' and pid <> pg_backend_pid()
                """) > 0;
    }

    private long count(String query) throws SQLException {
        long[] count = new long[1];
        rows(query, row -> count[0] = row.getLong(1));
        return count[0];
    }

    /** Everything that was there goes, when the transaction does. */
    void clear() throws SQLException {
        run("drop schema public cascade");
        run("create schema public");
    }

    /** The tables as the migrations make them, without the rows that some of them bring. */
    void make(BackupSchema schema, List<String> scripts) throws SQLException {
        for (String script : scripts) {
            run(script);
        }
        run("""
                create table flyway_schema_history (
                  installed_rank integer not null constraint flyway_schema_history_pk primary key,
                  version varchar(50),
                  description varchar(200) not null,
                  type varchar(20) not null,
                  script varchar(1000) not null,
                  checksum integer,
                  installed_by varchar(100) not null,
                  installed_on timestamp not null default now(),
                  execution_time integer not null,
                  success boolean not null)
                """);
        run("create index flyway_schema_history_s_idx on flyway_schema_history (success)");
        for (Partition partition : schema.partitions()) {
            run("create table %s partition of %s %s"
                    .formatted(quoted(partition.name()), quoted(partition.parent()), partition.bound()));
        }
        for (Table table : schema.tables().reversed()) {
            run("delete from " + quoted(table.name()));
        }
    }

    void set(Sequence sequence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select setval(?::regclass, ?)")) {
            statement.setString(1, quoted(sequence.name()));
            statement.setLong(2, sequence.last());
            statement.execute();
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** What is read of one row. */
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void rows(String query, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    private void run(String statement) throws SQLException {
        try (Statement plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }

    private static String columns(Table table) {
        return String.join(
                ", ", table.columns().stream().map(BackupStore::quoted).toList());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
