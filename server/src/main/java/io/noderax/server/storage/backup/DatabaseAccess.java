package io.noderax.server.storage.backup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A database to read from or to write to, and who signs in there. The password is never printed.
 *
 * @param jdbcUrl without user and password
 */
public record DatabaseAccess(
        String jdbcUrl, @Nullable String user, @Nullable String password) {
    private static final String NAME = "noderax-relocation";

    Connection connect() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", NAME);
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        try {
            return DriverManager.getConnection(jdbcUrl, properties);
        } catch (SQLException e) {
            throw new BackupTrouble("the database does not let anybody in (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public String toString() {
        return "DatabaseAccess[" + jdbcUrl.replaceAll("\\?.*", "") + "]";
    }
}
