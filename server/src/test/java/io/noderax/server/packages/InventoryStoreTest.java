package io.noderax.server.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.packages.PackageEntry;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.TestDatabase;
import io.noderax.server.terminals.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server keeps of a node's packages. */
class InventoryStoreTest {
    private static final Instant SINCE = Instant.parse("2026-11-23T20:22:29.552Z");

    private static Database database;

    private final InventoryStore store = new InventoryStore();
    private TestTenant tenant;

    @BeforeAll
    static void start() {
        database = TestDatabase.shared().database();
    }

    @BeforeEach
    void make() {
        tenant = TestTenant.create(database);
    }

    @Test
    void whatANodeSaidIsKeptWholeUntilItSaysSomethingElse() {
        List<PackageEntry> many = IntStream.range(0, 3000)
                .mapToObj(i -> new PackageEntry("p" + i, "1." + i, "amd64", "a\0b \ud800 \"quoted\"", null, SINCE))
                .toList();
        TaskId first = put(many);
        assertThat(find().packages()).hasSize(3000);
        assertThat(find().packages().getFirst().knownSince()).isEqualTo(SINCE);
        assertThat(find().task()).isEqualTo(first);
        assertThat(find().isFresh(Duration.ofMinutes(1))).isTrue();

        TaskId second = put(List.of());

        assertThat(find().packages()).isEmpty();
        assertThat(find().task()).isEqualTo(second);
    }

    @Test
    void aListIsNotFreshAfterAChangeOrWhenItIsOld() {
        put(List.of());
        database.run(db -> {
            store.setOutdated(db, tenant.node());
            return true;
        });
        assertThat(find().isFresh(Duration.ofDays(1))).isFalse();
        put(List.of());
        database.run(db -> db.createUpdate(
                        "update package_inventories set taken_at = now() - interval '20 min' where node_id = :id")
                .bind("id", tenant.node().value())
                .execute());

        assertThat(find().isFresh(Duration.ofMinutes(15))).isFalse();
        assertThat(find().isFresh(Duration.ofMinutes(25))).isTrue();
    }

    @Test
    void onlyOneAtATimeAsksANode() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> askers = IntStream.range(0, 6)
                .mapToObj(_ -> CompletableFuture.runAsync(() -> database.inTransaction(tx -> {
                    store.lock(tx, tenant.node());
                    order.add("in");
                    tx.createQuery("select pg_sleep(0.02) is null")
                            .mapTo(Boolean.class)
                            .one();
                    order.add("out");
                })))
                .toList();
        askers.forEach(CompletableFuture::join);

        assertThat(order).hasSize(12);
        for (int i = 0; i < order.size(); i++) {
            assertThat(order.get(i)).isEqualTo(i % 2 == 0 ? "in" : "out");
        }
    }

    private TaskId put(List<PackageEntry> packages) {
        TaskId task = new TaskId(UUID.randomUUID());
        database.inTransaction(tx -> store.put(tx, tenant.node(), task, packages));
        return task;
    }

    private Inventory find() {
        Inventory found = database.run(db -> store.find(db, tenant.node()));
        assertThat(found).isNotNull();
        return found;
    }
}
