package io.noderax.server.storage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.server.storage.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What a backup carries from one database to another, and what a restore does not take. */
class BackupTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final String USER = "11111111-1111-1111-1111-111111111111";
    private static final String PLACE = "22222222-2222-2222-2222-222222222222";
    private static final String NODE = "33333333-3333-3333-3333-333333333333";

    @Test
    void partitionsNumbersAndLargeBytesComeThroughAndTheNumbersGoOn() throws Exception {
        byte[] backup;
        try (Connection old = filled("backup_whole", 10)) {
            backup = backup(old);
        }
        try (Connection fresh = TestDatabase.shared().another("backup_fresh")) {
            Restore.Restored restored = Restore.read(new ByteArrayInputStream(backup), fresh, false, _ -> {});

            assertThat(restored.secrets()).isEqualTo(Map.of("jwt.key", "the signing key of a test"));
            assertThat(texts(backup(fresh))).isEqualTo(texts(backup)).contains("\"metrics_old\"", "\"outbox\"");
            assertThat(Long.parseLong(asked(fresh, "select octet_length(body::text) from outbox")))
                    .isGreaterThan(3_000_000);
            assertThat(asked(fresh, "select count(*) from metrics_old")).isEqualTo("2");
            assertThat(asked(fresh, "select count(*) from metric_rollups")).isEqualTo("2");
            run(
                    fresh,
                    "insert into outbox (topic, workspace_id, subject_id, body) values ('t', '%s', '%s', '{}')"
                            .formatted(PLACE, NODE));
            assertThat(asked(fresh, "select max(number) from outbox")).isEqualTo("2");
            assertThat(asked(fresh, "select nextval('metric_numbers')")).isEqualTo("3");
        }
    }

    @Test
    void theDataOfAnOlderServerIsTakenAndItsMissingMigrationsGoOverIt() throws Exception {
        byte[] backup;
        try (Connection old = filled("backup_old", 5)) {
            backup = backup(old);
        }
        try (Connection fresh = TestDatabase.shared().another("backup_upgraded")) {
            Restore.read(new ByteArrayInputStream(backup), fresh, false, _ -> {});
            assertThat(asked(fresh, "select max(version::int) from flyway_schema_history"))
                    .isEqualTo("5");

            fresh.setAutoCommit(true);
            for (String script : scripts(99).subList(5, scripts(99).size())) {
                run(fresh, Files.readString(MIGRATIONS.resolve(script)));
            }

            assertThat(asked(fresh, "select hostname from nodes")).isEqualTo("kept");
            assertThat(asked(fresh, "select count(*) from metrics")).isEqualTo("2");
            assertThat(asked(fresh, "select count(*) from package_inventories")).isEqualTo("0");
        }
    }

    @Test
    void whatANewerServerHasMadeIsRefused() throws Exception {
        byte[] backup;
        try (Connection newer = filled("backup_newer", 10)) {
            run(
                    newer,
                    "insert into flyway_schema_history select 99, '99', 'later', 'SQL', 'db/migration/V99__later.sql', 1, 'x', now(), 1, true");
            backup = backup(newer);
        }
        refuses(backup, "newer server", "V99__later.sql");
    }

    @Test
    void aStreamThatIsCutOrChangedIsRefusedAndLeavesNothing() throws Exception {
        byte[] backup;
        try (Connection whole = filled("backup_broken", 10)) {
            backup = backup(whole);
        }
        int end = place(backup, Backup.MANIFEST);
        for (int part = 1; part <= 10; part++) {
            byte[] cut = new byte[end * part / 10];
            System.arraycopy(backup, 0, cut, 0, cut.length);
            refuses(cut, "nothing was changed");
        }
        byte[] changed = backup.clone();
        changed[place(backup, "tables/outbox") + 300] ^= 1;
        refuses(changed, "nothing was changed");
        refuses("no zip at all".getBytes(StandardCharsets.UTF_8), "nothing was changed");
    }

    @Test
    void whatIsThereStaysUnlessItMayGo() throws Exception {
        byte[] backup;
        try (Connection source = filled("backup_source", 10)) {
            backup = backup(source);
        }
        try (Connection there = filled("backup_there", 10)) {
            run(there, "update nodes set hostname = 'of before'");
            assertThatThrownBy(() -> Restore.read(new ByteArrayInputStream(backup), there, false, _ -> {}))
                    .isInstanceOf(BackupTrouble.class)
                    .hasMessageContaining("not empty");
            there.rollback();
            assertThat(asked(there, "select hostname from nodes")).isEqualTo("of before");
            there.rollback();
            there.setAutoCommit(true);
            Restore.read(new ByteArrayInputStream(backup), there, true, _ -> {});
            assertThat(asked(there, "select hostname from nodes")).isEqualTo("kept");
        }
    }

    private static int place(byte[] backup, String name) {
        return new String(backup, StandardCharsets.ISO_8859_1).indexOf(name);
    }

    private static void refuses(byte[] backup, String... words) throws SQLException {
        try (Connection fresh = TestDatabase.shared().another("backup_refused")) {
            assertThatThrownBy(() -> Restore.read(new ByteArrayInputStream(backup), fresh, false, _ -> {}))
                    .isInstanceOf(BackupTrouble.class)
                    .hasMessageContainingAll(words);
            fresh.rollback();
            assertThat(new BackupStore(fresh).isEmpty()).isTrue();
        }
    }

    private static byte[] backup(Connection connection) throws IOException, SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Backup.write(connection, Map.of("jwt.key", "the signing key of a test"), out);
        connection.rollback();
        connection.setReadOnly(false);
        return out.toByteArray();
    }

    /** Schema and manifest, the second with the hash of every table. */
    private static String texts(byte[] backup) throws IOException {
        StringBuilder texts = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(backup))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".json")) {
                    texts.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts.toString();
    }

    /** A database as a server of that schema leaves it. */
    private static Connection filled(String name, int version) throws Exception {
        Connection connection = TestDatabase.shared().another(name);
        List<String> texts = new ArrayList<>();
        for (String script : scripts(version)) {
            texts.add(Files.readString(MIGRATIONS.resolve(script)));
        }
        new BackupStore(connection).make(new BackupSchema(List.of(), List.of(), List.of()), texts);
        int rank = 1;
        for (String script : scripts(version)) {
            run(
                    connection,
                    "insert into flyway_schema_history values (%d, '%d', 'x', 'SQL', 'db/migration/%s', 1, 'x', now(), 1, true)"
                            .formatted(rank, rank, script));
            rank++;
        }
        run(
                connection,
                "insert into users (id, email, name, role) values ('%s', 'a@example.com', 'A', 'user')"
                        .formatted(USER));
        run(
                connection,
                "insert into workspaces (id, name, slug, created_by_user_id) values ('%s', 'W', 'w', '%s')"
                        .formatted(PLACE, USER));
        run(
                connection,
                "insert into nodes (id, workspace_id, name, hostname, os, arch) values ('%s', '%s', 'n', 'kept', 'o', 'a')"
                        .formatted(NODE, PLACE));
        run(
                connection,
                "insert into outbox (topic, workspace_id, subject_id, body) values ('t', '%s', '%s', json_build_object('a', repeat('\\n\"\u00e4', 500000)))"
                        .formatted(PLACE, NODE));
        run(
                connection,
                "create table metrics_old partition of metrics for values from ('2026-01-01') to ('2026-02-01')");
        for (int hour = 1; hour <= 2; hour++) {
            run(
                    connection,
                    "insert into metrics (id, process_id, workspace_id, node_id, recorded_at, cpu, network) values (gen_random_uuid(), gen_random_uuid(), '%s', '%s', '2026-01-01 0%d:00', 0.1, '{}')"
                            .formatted(PLACE, NODE, hour));
        }
        return connection;
    }

    private static List<String> scripts(int highest) throws IOException {
        try (var files = Files.list(MIGRATIONS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> version(name) <= highest)
                    .sorted(Comparator.comparingInt(BackupTest::version))
                    .toList();
        }
    }

    private static int version(String script) {
        return Integer.parseInt(script.substring(1, script.indexOf("__")));
    }

    private static void run(Connection connection, String statement) throws SQLException {
        try (Statement plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }

    private static String asked(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
