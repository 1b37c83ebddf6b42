package io.noderax.server.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.view.SaveView;
import io.noderax.protocol.view.SavedView;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.TestDatabase;
import io.noderax.server.terminals.TestTenant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Saved views are a person's own, once under each name. */
class SavedViewStoreTest {
    private static final int MOST = 3;

    private static Database database;

    private final SavedViewStore store = new SavedViewStore();
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
    void aNameThatIsThereGetsTheNewFilters() {
        SavedView first = save("Databases", "search=db").orElseThrow();
        SavedView second = save("Databases", "search=db&status=offline").orElseThrow();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(list(tenant)).extracting(SavedView::query).containsExactly("search=db&status=offline");
    }

    @Test
    void thereIsAnEndButWhatIsThereMayStillChange() {
        save("b", "");
        save("A", "");
        save("c", "");

        assertThat(save("d", "")).isEmpty();
        assertThat(save("c", "status=online")).isPresent();
        assertThat(list(tenant)).extracting(SavedView::name).containsExactly("A", "b", "c");
    }

    @Test
    void nobodySeesOrForgetsThoseOfOthers() {
        SavedView mine = save("mine", "").orElseThrow();
        TestTenant other = TestTenant.create(database);

        assertThat(list(other)).isEmpty();
        assertThat(database.<Boolean>run(db -> store.delete(db, tenant.workspace(), other.user(), mine.id())))
                .isFalse();
        assertThat(database.<Boolean>run(db -> store.delete(db, tenant.workspace(), tenant.user(), mine.id())))
                .isTrue();
        assertThat(list(tenant)).isEmpty();
    }

    private Optional<SavedView> save(String name, String query) {
        return database.transaction(
                tx -> store.save(tx, tenant.workspace(), tenant.user(), new SaveView("nodes", name, query), MOST));
    }

    private List<SavedView> list(TestTenant of) {
        return database.run(db -> store.list(db, of.workspace(), of.user()));
    }
}
