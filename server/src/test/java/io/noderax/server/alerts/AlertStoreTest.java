package io.noderax.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.alert.AlertView;
import io.noderax.protocol.id.AlertId;
import io.noderax.server.events.Happening;
import io.noderax.server.events.Severity;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.TestDatabase;
import io.noderax.server.terminals.TestTenant;
import io.noderax.server.workspaces.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rows of alerts become as events tell of a cause again and again, and as people decide about it. */
class AlertStoreTest {
    private static Database database;

    private final AlertStore store = new AlertStore();
    private TestTenant tenant;
    private Scope scope;

    @BeforeAll
    static void start() {
        database = TestDatabase.shared().database();
    }

    @BeforeEach
    void make() {
        tenant = TestTenant.create(database);
        scope = Scope.of(tenant.workspace());
    }

    @Test
    void whatComesBackSoonIsTheSameAlertAndCountsOn() {
        AlertView first = raise(AlertCause.CPU, Severity.WARNING);
        assertThat(first.count()).isOne();
        AlertView gone = recover(AlertCause.CPU);
        assertThat(gone.recoveredAt()).isNotNull();
        AlertView again = raise(AlertCause.CPU, Severity.WARNING);

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.count()).isEqualTo(2);
        assertThat(again.startedAt()).isEqualTo(first.startedAt());
        assertThat(again.recoveredAt()).isNull();
    }

    @Test
    void whatComesBackLaterBeginsAnew() {
        AlertView first = raise(AlertCause.OFFLINE, Severity.WARNING);
        recover(AlertCause.OFFLINE);
        age(first.id(), "recovered_at = now() - interval '2 h', started_at = now() - interval '3 h'");

        AlertView again = raise(AlertCause.OFFLINE, Severity.WARNING);

        assertThat(again.count()).isOne();
        assertThat(again.startedAt()).isAfterOrEqualTo(first.startedAt());
        assertThat(list(null)).hasSize(1);
    }

    @Test
    void becomingWorseIsNoFurtherBeginningButWantsSomebodyAgain() {
        AlertView first = raise(AlertCause.DISK, Severity.WARNING);
        acknowledge(first.id());
        assertThat(raise(AlertCause.DISK, Severity.WARNING).acknowledgedBy())
                .as("the same once more")
                .isEqualTo(tenant.email());

        AlertView worse = raise(AlertCause.DISK, Severity.CRITICAL);
        assertThat(worse.count()).isEqualTo(2);
        assertThat(worse.acknowledgedAt()).isNull();

        acknowledge(first.id());
        AlertView better = raise(AlertCause.DISK, Severity.WARNING);
        assertThat(better.acknowledgedAt()).as("less bad").isNotNull();
    }

    @Test
    void whatHasRecoveredIsNotAcknowledgedAnyMoreWhenItComesBack() {
        AlertView alert = raise(AlertCause.MEMORY, Severity.CRITICAL);
        acknowledge(alert.id());
        recover(AlertCause.MEMORY);
        assertThat(acknowledged(scope, alert.id()))
                .as("nothing is left to acknowledge")
                .isEmpty();

        assertThat(raise(AlertCause.MEMORY, Severity.CRITICAL).acknowledgedAt()).isNull();
        assertThat(recoverAll(AlertCause.CPU)).as("another cause").isFalse();
    }

    @Test
    void onlyWhatLastsAndNobodyHasPutAsideNeedsAttention() {
        AlertView offline = raise(AlertCause.OFFLINE, Severity.WARNING);
        AlertView disk = raise(AlertCause.DISK, Severity.CRITICAL);
        raise(AlertCause.CPU, Severity.WARNING);
        recover(AlertCause.CPU);
        assertThat(list(AlertFilter.State.ATTENTION))
                .extracting(AlertView::id)
                .as("the worst first")
                .containsExactly(disk.id(), offline.id());

        mute(disk.id(), Duration.ofHours(1));
        acknowledge(offline.id());
        assertThat(list(AlertFilter.State.ATTENTION)).isEmpty();
        assertThat(list(AlertFilter.State.OPEN)).hasSize(2);
        assertThat(list(AlertFilter.State.RECOVERED)).hasSize(1);
        assertThat(count(null)).isEqualTo(3);

        age(disk.id(), "muted_until = now() - interval '1 s'");
        assertThat(list(AlertFilter.State.ATTENTION)).extracting(AlertView::id).containsExactly(disk.id());
        assertThat(list(AlertFilter.State.ATTENTION).getFirst().mutedUntil())
                .as("a mute that is over is none")
                .isNull();
    }

    @Test
    void aNodeInMaintenanceNeedsNobody() {
        raise(AlertCause.OFFLINE, Severity.WARNING);
        database.run(db -> db.createUpdate("update nodes set maintenance_mode = true where id = :id")
                .bind("id", tenant.node().value())
                .execute());

        assertThat(list(AlertFilter.State.ATTENTION)).isEmpty();
        assertThat(list(AlertFilter.State.OPEN)).hasSize(1);
    }

    @Test
    void aMuteStaysWhateverTheCauseDoesAndIsEndedByHand() {
        AlertView alert = raise(AlertCause.CPU, Severity.WARNING);
        assertThat(mute(alert.id(), Duration.ofDays(1)).mutedBy()).isEqualTo(tenant.email());
        recover(AlertCause.CPU);
        assertThat(raise(AlertCause.CPU, Severity.CRITICAL).mutedUntil()).isNotNull();

        assertThat(mute(alert.id(), Duration.ZERO).mutedUntil()).isNull();
        assertThat(list(AlertFilter.State.ATTENTION)).hasSize(1);
    }

    @Test
    void anotherWorkspaceSeesAndChangesNothing() {
        AlertView alert = raise(AlertCause.CPU, Severity.WARNING);
        Scope other = Scope.of(TestTenant.create(database).workspace());

        Optional<AlertView> seen = database.run(db -> store.byId(db, other, alert.id()));
        Optional<AlertView> muted =
                database.run(db -> store.mute(db, other, alert.id(), Duration.ofHours(1), "x@example.com"));
        long counted = database.run(db -> store.count(db, other, filter(null)));

        assertThat(seen).isEmpty();
        assertThat(muted).isEmpty();
        assertThat(counted).isZero();
        assertThat(acknowledged(other, alert.id())).isEmpty();
    }

    @Test
    void whatHasRecoveredLongAgoIsForgottenUnlessItIsMuted() {
        AlertView cpu = raise(AlertCause.CPU, Severity.WARNING);
        AlertView disk = raise(AlertCause.DISK, Severity.WARNING);
        raise(AlertCause.OFFLINE, Severity.WARNING);
        recover(AlertCause.CPU);
        recover(AlertCause.DISK);
        mute(disk.id(), Duration.ofDays(1));
        age(cpu.id(), "recovered_at = now() - interval '91 d'");
        age(disk.id(), "recovered_at = now() - interval '91 d'");

        database.run(db -> store.deleteOlderThan(db, Duration.ofDays(90)));

        assertThat(list(null)).extracting(AlertView::type).containsExactly("node.offline", "high.disk");
    }

    private AlertView raise(AlertCause cause, Severity severity) {
        Happening happening =
                new Happening(tenant.workspace(), tenant.node(), cause.type(), severity, "It is so\0", null);
        return database.transaction(tx -> store.raise(tx, tenant.node(), cause, happening, Alerts.APART));
    }

    private AlertView recover(AlertCause cause) {
        return database.transaction(tx -> store.recover(tx, tenant.node(), cause))
                .orElseThrow();
    }

    private boolean recoverAll(AlertCause cause) {
        return database.transaction(tx -> store.recover(tx, tenant.node(), cause))
                .isPresent();
    }

    private void acknowledge(AlertId id) {
        assertThat(acknowledged(scope, id)).isPresent();
    }

    private Optional<AlertView> acknowledged(Scope of, AlertId id) {
        return database.transaction(tx -> store.acknowledge(tx, of, id, tenant.email()));
    }

    private AlertView mute(AlertId id, Duration length) {
        return database.transaction(tx -> store.mute(tx, scope, id, length, tenant.email()))
                .orElseThrow();
    }

    private List<AlertView> list(AlertFilter.@Nullable State state) {
        return database.run(db -> store.list(db, scope, filter(state)));
    }

    private long count(AlertFilter.@Nullable State state) {
        return database.run(db -> store.count(db, scope, filter(state)));
    }

    private static AlertFilter filter(AlertFilter.@Nullable State state) {
        return new AlertFilter(state, null, true, 50, 0);
    }

    private void age(AlertId id, String change) {
        assertThat(database.<Integer>run(db -> db.createUpdate("update alerts set " + change + " where id = :id")
                        .bind("id", id.value())
                        .execute()))
                .isOne();
    }
}
