package io.noderax.server.boot;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The server's configuration, checked as a whole before anything starts; {@link SettingsReader} makes it from the environment.
 *
 * @param home the folder that holds everything the server keeps outside its database
 * @param database an outside PostgreSQL; null: the embedded one
 * @param adminEmail of the first administrator, if one has to be made; null: a default
 * @param adminPassword of the first administrator; null: generated and shown once
 * @param firstPasswordFile where a generated password is left for root; null: it is printed
 * @param localTokenFile where to leave an operator's token for the process that started the server; null: nowhere
 * @param jwtSecret signs operators' sessions; null: the one in the home, made on the first start
 * @param jwtLifetime of operators' sessions
 * @param logRetention how long a task's log is kept after the task has ended
 */
public record ServerSettings(
        Path home,
        String host,
        int port,
        @Nullable DatabaseAddress database,
        @Nullable String adminEmail,
        @Nullable String adminPassword,
        @Nullable Path firstPasswordFile,
        @Nullable Path localTokenFile,
        @Nullable String jwtSecret,
        Lifetime jwtLifetime,
        Lifetime logRetention,
        Reach reach,
        Joining joining,
        ReleasePlace releases) {
    @Override
    public String toString() {
        return "ServerSettings[home=%s, host=%s, port=%d]".formatted(home, host, port);
    }
}
