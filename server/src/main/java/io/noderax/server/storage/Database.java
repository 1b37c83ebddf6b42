package io.noderax.server.storage;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/** The one way to PostgreSQL. Statements stand in the features' stores, which work on the handle that they are given. */
@Singleton
public class Database {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Jdbi jdbi;

    public Database(DataSource source) {
        this.jdbi = Jdbi.create(source);
        // A failed statement's message goes into the log, and what is bound to it may be a token.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerArrayType(Timestamp.class, "timestamptz");
        jdbi.registerArrayType(String.class, "text");
        jdbi.registerArrayType(Long.class, "bigint");
        jdbi.registerArrayType(Double.class, "float8");
    }

    /** Runs the work in one transaction: all of it is stored, or none. Blocking. */
    public <T extends @Nullable Object> T transaction(Function<Handle, T> work) {
        return jdbi.<T, RuntimeException>inTransaction(work::apply);
    }

    /** Like {@link #transaction}, without a result. */
    public void inTransaction(Consumer<Handle> work) {
        jdbi.<RuntimeException>useTransaction(work::accept);
    }

    /** Runs single statements, each its own transaction. Blocking. */
    public <T extends @Nullable Object> T run(Function<Handle, T> work) {
        return jdbi.<T, RuntimeException>withHandle(work::apply);
    }

    /** Whether PostgreSQL answers a query. */
    public boolean answers() {
        return run(db -> db.createQuery("select true").mapTo(Boolean.class).one());
    }

    /** Whether a statement failed because the named unique constraint holds such a row already. */
    public static boolean isDuplicate(JdbiException failure, String constraint) {
        return failure.getCause() instanceof SQLException sql
                && UNIQUE_VIOLATION.equals(sql.getSQLState())
                && String.valueOf(sql.getMessage()).contains(constraint);
    }
}
