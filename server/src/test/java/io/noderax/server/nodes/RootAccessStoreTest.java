package io.noderax.server.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.rootaccess.RootAccessReport;
import io.noderax.protocol.rootaccess.RootProfile;
import io.noderax.protocol.rootaccess.SetRootAccess;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.TestDatabase;
import io.noderax.server.terminals.TestTenant;
import io.noderax.server.workspaces.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Root access as it stands in the table of nodes. */
class RootAccessStoreTest {
    private static final RootAccessReport APPLIED_TASK =
            new RootAccessReport(RootProfile.TASK, Instant.parse("2026-11-23T20:22:29.552Z"), null);

    private static Database database;

    private final RootAccessStore store = new RootAccessStore();
    private final NodeStore nodes = new NodeStore();
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
    void aNewProfileIsPendingUntilTheAgentSaysThatItAppliedIt() {
        RootAccessStore.Changed change = set(SetRootAccess.of(RootProfile.TASK));

        assertThat(change.previous()).isEqualTo(RootProfile.OFF);
        assertThat(change.node().rootAccess().syncStatus()).isEqualTo("pending");
        assertThat(change.node().rootAccess().updatedByUserId())
                .isEqualTo(tenant.user().value());
        assertThat(report(RootAccessReport.OFF)).as("nothing new").isEmpty();
        NodeView.RootAccess applied = report(APPLIED_TASK).orElseThrow().rootAccess();
        assertThat(applied.syncStatus()).isEqualTo("applied");
        assertThat(applied.lastAppliedAt()).isEqualTo(APPLIED_TASK.lastAppliedAt());
        assertThat(applied.allows("task")).isTrue();
        assertThat(report(APPLIED_TASK)).as("the same again").isEmpty();
    }

    @Test
    void anErrorIsAFailureUntilTheNextReportOrTheNextWish() {
        set(SetRootAccess.of(RootProfile.TASK));
        RootAccessReport broken = new RootAccessReport(RootProfile.OFF, null, "no broker");

        assertThat(report(broken).orElseThrow().rootAccess().syncStatus()).isEqualTo("failed");
        assertThat(set(SetRootAccess.of(RootProfile.ALL)).node().rootAccess().lastError())
                .isNull();
        assertThat(report(broken).orElseThrow().rootAccess().lastError()).isEqualTo("no broker");
        NodeView.RootAccess behind = report(APPLIED_TASK).orElseThrow().rootAccess();
        assertThat(behind.syncStatus()).isEqualTo("pending");
        assertThat(behind.allows("task")).as("it is part of both").isTrue();
        assertThat(behind.allows("terminal")).isFalse();
    }

    @Test
    void whatIsTakenBackIsNotAllowedAlthoughTheNodeStillHasIt() {
        set(SetRootAccess.of(RootProfile.TASK));
        report(APPLIED_TASK);

        NodeView.RootAccess off = set(SetRootAccess.of(RootProfile.OFF)).node().rootAccess();

        assertThat(off.appliedProfile()).isEqualTo(RootProfile.TASK);
        assertThat(off.allows("task")).isFalse();
    }

    @Test
    void aReportAndAChangeByAPersonAtTheSameTimeUndoNothing() {
        for (int round = 0; round < 50; round++) {
            set(SetRootAccess.of(RootProfile.OFF));
            CompletableFuture<Void> reports = CompletableFuture.runAsync(() -> {
                report(APPLIED_TASK);
                report(RootAccessReport.OFF);
            });
            set(SetRootAccess.of(RootProfile.TASK));
            database.transaction(
                    tx -> nodes.startMaintenance(tx, Scope.EVERYTHING, tenant.node(), tenant.user(), "window"));
            reports.join();

            NodeView node = node();
            assertThat(node.rootAccess().profile()).isEqualTo(RootProfile.TASK);
            assertThat(node.maintenance().on()).isTrue();
            assertThat(node.rootAccess().syncStatus()).isEqualTo("pending");
            database.transaction(tx -> nodes.endMaintenance(tx, Scope.EVERYTHING, tenant.node()));
        }
    }

    @Test
    void aGrantIsTakenBackOnceHoweverManyProcessesLook() {
        SetRootAccess grant = new SetRootAccess(RootProfile.ALL, null, Duration.ofHours(1), "upgrade");
        NodeView.RootAccess granted = set(grant).node().rootAccess();
        assertThat(granted.expiresAt())
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3700));
        assertThat(granted.reason()).isEqualTo("upgrade");
        assertThat(expired()).as("not yet").isEmpty();
        pass();

        List<CompletableFuture<List<RootAccessStore.Changed>>> looks = IntStream.range(0, 8)
                .mapToObj(_ -> CompletableFuture.supplyAsync(this::expired))
                .toList();
        List<RootAccessStore.Changed> taken =
                looks.stream().flatMap(look -> look.join().stream()).toList();

        assertThat(taken).hasSize(1);
        NodeView.RootAccess off = node().rootAccess();
        assertThat(taken.getFirst().previous()).isEqualTo(RootProfile.ALL);
        assertThat(off.profile()).isEqualTo(RootProfile.OFF);
        assertThat(off.expiresAt()).isNull();
        assertThat(off.updatedByUserId()).isNull();
        assertThat(off.reason()).isEqualTo("the grant of all has expired");
        assertThat(off.syncStatus()).isEqualTo("pending");
    }

    @Test
    void aLaterWishReplacesTheDeadlineOfAnEarlierOne() {
        set(new SetRootAccess(RootProfile.ALL, null, Duration.ofHours(1), null));
        set(SetRootAccess.of(RootProfile.TASK));
        pass();

        assertThat(expired()).isEmpty();
        assertThat(node().rootAccess().profile()).isEqualTo(RootProfile.TASK);
    }

    @Test
    void nobodyChangesANodeOfOthers() {
        Scope foreign = Scope.of(TestTenant.create(database).workspace());

        Optional<RootAccessStore.Changed> change = database.transaction(
                tx -> store.set(tx, foreign, tenant.node(), tenant.user(), SetRootAccess.of(RootProfile.ALL)));

        assertThat(change).isEmpty();
        assertThat(node().rootAccess().profile()).isEqualTo(RootProfile.OFF);
    }

    private RootAccessStore.Changed set(SetRootAccess wanted) {
        return database.transaction(
                        tx -> store.set(tx, Scope.of(tenant.workspace()), tenant.node(), tenant.user(), wanted))
                .orElseThrow();
    }

    private Optional<NodeView> report(RootAccessReport report) {
        return database.transaction(tx -> store.report(tx, tenant.node(), report));
    }

    private List<RootAccessStore.Changed> expired() {
        return database.transaction(store::expire).stream()
                .filter(change -> change.node().id().equals(tenant.node()))
                .toList();
    }

    private void pass() {
        database.run(
                db -> db.createUpdate("""
                        update nodes set root_access_expires_at = root_access_expires_at - interval '2 h' where id = :id
                        """).bind("id", tenant.node().value()).execute());
    }

    private NodeView node() {
        return database.run(db -> nodes.byId(db, Scope.EVERYTHING, tenant.node()))
                .orElseThrow();
    }
}
