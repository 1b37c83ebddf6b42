package io.noderax.server.storage;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** LISTEN and NOTIFY on one channel, and who this process is there. */
@Singleton
class SignalStore {
    private static final String CHANNEL = "noderax";

    private final DataSource source;
    private final Database database;
    private final UUID self = UUID.randomUUID();

    SignalStore(DataSource source, Database database) {
        this.source = source;
        this.database = database;
    }

    UUID self() {
        return self;
    }

    /** Sends with the commit of the transaction. */
    void send(Handle tx, SignalMessage message) {
        tx.createQuery("select 1 from (select pg_notify(:channel, :text)) sent")
                .bind("channel", CHANNEL)
                .bind("text", message.print())
                .mapTo(Integer.class)
                .one();
    }

    void send(SignalMessage message) {
        database.inTransaction(tx -> send(tx, message));
    }

    /**
     * A connection that listens; it belongs to the caller. Its application name carries the process' id: while PostgreSQL shows it
     * in {@code pg_stat_activity}, the process can be reached.
     */
    Listening listen() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set application_name = 'noderax " + self + "'");
            statement.execute("listen " + CHANNEL);
            statement.execute("listen " + ownChannel());
            return new Listening(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private String ownChannel() {
        return CHANNEL + '_' + self.toString().replace("-", "");
    }

    /**
     * What came in one wait.
     *
     * @param signals from the channel of all processes
     * @param relayed from the channel of this process, in the order of their sending
     */
    record Heard(List<SignalMessage> signals, List<String> relayed) {}

    /** One connection's notifications. */
    static final class Listening implements AutoCloseable {
        private final Connection connection;

        private Listening(Connection connection) {
            this.connection = connection;
        }

        /** Waits for notifications; none when the time is over. */
        Heard next(Duration wait) throws SQLException {
            PGNotification[] came = connection.unwrap(PGConnection.class).getNotifications((int) wait.toMillis());
            List<SignalMessage> signals = new ArrayList<>();
            List<String> relayed = new ArrayList<>();
            for (PGNotification notification : came == null ? new PGNotification[0] : came) {
                if (!notification.getName().equals(CHANNEL)) {
                    relayed.add(notification.getParameter());
                    continue;
                }
                SignalMessage message = SignalMessage.parse(notification.getParameter());
                if (message != null) {
                    signals.add(message);
                }
            }
            return new Heard(signals, relayed);
        }

        /** The connection goes back to its pool and must not listen there any more. */
        @Override
        public void close() throws SQLException {
            try (connection;
                    Statement statement = connection.createStatement()) {
                statement.execute("unlisten *");
                statement.execute("set application_name = 'noderax-server'");
            }
        }
    }
}
